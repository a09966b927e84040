import Core
import Foundation
import Testing

@testable import Store

/// Documents that change under datasets that were made from them.
@Suite struct RevisionStoreTests {
    let library: OpenedLibrary
    var store: LibraryStore { library.store }

    init() async throws {
        library = try TemporaryHome().opened()
        _ = try await library.store.createCollection("papers")
        try await library.store.createDataset(DatasetRecord(name: "facts", collectionName: "papers"))
    }

    private func made(of document: DocumentRecord, _ question: String = "q") -> DatasetRow {
        var made = row(question, "a")
        made.example.source = SourceSpan(documentId: document.id, firstBlock: 0, lastBlock: 0)
        return made
    }

    @Test func `a version keeps the revision that it was made from`() async throws {
        let old = try await store.recordDocument(document("a.txt"))
        _ = try await store.addDatasetVersion(to: "facts", note: "Built", rows: [made(of: old)])
        var changed = document("renamed.txt", content: "new")
        changed.name = "a.txt"
        let new = try await store.recordDocument(changed)
        #expect((new.id, new.revision) == (old.id, 2))
        _ = try await store.addDatasetVersion(to: "facts", note: "Built", rows: [made(of: new)])
        let (first, second) = (
            try await store.revisions(of: "facts", version: 1)[old.id],
            try await store.revisions(of: "facts")[old.id]
        )
        #expect((first?.revision, first?.title) == (1, "Title of a.txt"))
        #expect(first?.blocksDigest == old.blocksDigest)
        #expect((second?.revision, second?.title) == (2, "Title of renamed.txt"))
        #expect(try await store.revision(1, of: old.id).digest == old.digest)
        #expect(try await store.referencedBlobs() == [old.blocksDigest, new.blocksDigest])
    }

    @Test func `an edited version was made from what its parent was made from`() async throws {
        let old = try await store.recordDocument(document("a.txt"))
        let other = try await store.recordDocument(document("b.txt"))
        _ = try await store.addDatasetVersion(
            to: "facts", note: "Built", rows: [made(of: old)], documents: [other.id])
        _ = try await store.recordDocument(document("a.txt", content: "new"))
        _ = try await store.addDatasetVersion(
            to: "facts", parent: 1, note: "Edited", rows: [made(of: old, "other")], sources: 1)
        let revisions = try await store.revisions(of: "facts", version: 2)
        #expect(revisions.mapValues(\.revision) == [old.id: 1, other.id: 1])
    }

    @Test func `a revision that nothing was made from is forgotten`() async throws {
        let first = try await store.recordDocument(document("a.txt"))
        _ = try await store.recordDocument(document("a.txt", content: "second"))
        await #expect(throws: StoreError.self) { try await store.revision(1, of: first.id) }
        let third = try await store.recordDocument(document("a.txt", content: "third"))
        #expect(third.revision == 3)
        #expect(try await store.referencedBlobs() == [third.blocksDigest])
        _ = try await store.addDatasetVersion(to: "facts", note: "Built", rows: [made(of: third)])
        _ = try await store.recordDocument(document("a.txt", state: .skipped, reason: "It is empty."))
        #expect(try await store.revision(3, of: first.id).digest == third.digest)
        let back = try await store.recordDocument(document("a.txt", content: "third"))
        #expect((back.id, back.revision) == (first.id, 3))
        try await store.removeDataset(named: "facts")
        _ = try await store.recordDocument(document("a.txt", content: "fourth"))
        await #expect(throws: StoreError.self) { try await store.revision(3, of: first.id) }
    }

    @Test func `a removed collection leaves the names of what rows were made from, and no text`() async throws
    {
        let paper = try await store.recordDocument(document("a.txt"))
        _ = try await store.addDatasetVersion(to: "facts", note: "Built", rows: [made(of: paper)])
        try await store.removeCollection(named: "papers")
        let revision = try await store.revisions(of: "facts")[paper.id]
        #expect((revision?.name, revision?.title) == ("a.txt", "Title of a.txt"))
        #expect(revision?.blocksDigest == nil)
        #expect(try await store.referencedBlobs().isEmpty)
    }
}
