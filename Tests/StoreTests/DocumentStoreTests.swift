import Core
import Foundation
import Testing

@testable import Store

@Suite struct DocumentStoreTests {
    let library: OpenedLibrary
    var store: LibraryStore { library.store }

    init() async throws {
        library = try TemporaryHome().opened()
        _ = try await library.store.createCollection("papers")
    }

    @Test func `counts of a collection are all its documents`() async throws {
        _ = try await store.recordDocument(document("a.txt"))
        _ = try await store.recordDocument(document("b.txt", content: "a.txt"))
        _ = try await store.recordDocument(document("c.bin", state: .skipped, reason: "It is not text."))
        let papers = try await store.collection(named: "papers")
        #expect((papers.used, papers.duplicate, papers.skipped) == (1, 1, 1))
        #expect(papers.documents == 3)
        #expect(papers.characters == 100)
    }

    @Test func `the same content under another name is a duplicate`() async throws {
        _ = try await store.recordDocument(document("a.txt"))
        let second = try await store.recordDocument(document("b.txt", content: "a.txt"))
        #expect(second.state == .duplicate)
        #expect(second.reason == "It has the same content as a.txt.")
        #expect(second.blocksDigest == nil)
    }

    @Test func `a file that is read again stays the same document`() async throws {
        let first = try await store.recordDocument(document("a.txt"))
        let again = try await store.recordDocument(document("a.txt"))
        #expect((again.id, again.revision) == (first.id, 1))
        let changed = try await store.recordDocument(document("a.txt", content: "new"))
        #expect((changed.id, changed.revision) == (first.id, 2))
        #expect(try await store.collection(named: "papers").documents == 1)
    }

    @Test func `a document comes back as it was stored`() async throws {
        let stored = try await store.recordDocument(document("a.txt"))
        let loaded = try await store.document(stored.id)
        #expect(loaded.notes == ["A note."])
        #expect(loaded.format == .text)
        #expect(abs(loaded.createdAt.timeIntervalSince(stored.createdAt)) < 0.002)
        #expect(try await store.documents([stored.id, "gone"]).keys.sorted() == [stored.id])
    }

    @Test func `a document that its folder does not hold any more is marked, and stays traceable`()
        async throws
    {
        let a = try await store.recordDocument(document("papers/a.txt"))
        _ = try await store.recordDocument(
            document("papers/b.bin", state: .skipped, reason: "It is not text."))
        _ = try await store.recordDocument(document("letters/c.txt"))
        let vanished = try await store.markVanished(from: "papers", roots: ["papers"], found: [])
        #expect(vanished.map(\.id) == [a.id])
        let summary = try await store.collection(named: "papers")
        #expect((summary.used, summary.skipped, summary.vanished) == (1, 0, 1))
        #expect(try await store.usedDocuments(in: "papers").map(\.name) == ["letters/c.txt"])
        #expect(try await store.document(a.id).vanishedAt != nil)
        let back = try await store.keepDocument(a.id, as: "papers/renamed.txt")
        #expect(back.id == a.id && back.vanishedAt == nil)
        #expect(
            try await store.usedDocuments(in: "papers").map(\.name) == [
                "letters/c.txt", "papers/renamed.txt",
            ])
    }

    @Test func `a skipped document needs a reason`() async throws {
        let error = await #expect(throws: StoreError.self) {
            try await store.recordDocument(document("a.txt", state: .skipped))
        }
        #expect(error?.category == .conflict)
        #expect(error?.message.contains("INSERT") == false)
    }

    @Test func `documents are found by state and by text`() async throws {
        for index in 0..<5 { _ = try await store.recordDocument(document("note-\(index).txt")) }
        _ = try await store.recordDocument(document("100%.bin", state: .skipped, reason: "It is not text."))
        var query = DocumentQuery(collectionName: "papers", state: .used)
        let page = try await store.documents(query, PageRange(offset: 3, limit: 10))
        #expect(page.items.map(\.name) == ["note-3.txt", "note-4.txt"])
        #expect(page.total == 5)
        query = DocumentQuery(query: "0%")
        #expect(try await store.documents(query, PageRange()).items.map(\.name) == ["100%.bin"])
        query = DocumentQuery(query: "TITLE OF NOTE-2")
        #expect(try await store.documents(query, PageRange()).total == 1)
    }

    @Test func `a removed collection takes its documents along`() async throws {
        let stored = try await store.recordDocument(document("a.txt"))
        #expect(try await store.referencedBlobs() == [stored.blocksDigest])
        try await store.removeCollection(named: "papers")
        await #expect(throws: StoreError.self) { try await store.document(stored.id) }
        #expect(try await store.referencedBlobs().isEmpty)
    }

    @Test func `an unknown collection is named`() async throws {
        let error = await #expect(throws: StoreError.self) {
            try await store.recordDocument(document("a.txt", in: "nowhere"))
        }
        #expect(error?.code == "collection_not_found")
        #expect(error?.message.contains("\"nowhere\"") == true)
    }

    @Test func `uploads belong to their collection`() async throws {
        let upload = UploadRecord(
            collectionName: "papers", path: "sub/a.txt", sizeBytes: 3, digest: digest("u"),
            stagedName: "upload-1")
        try await store.addUpload(upload)
        #expect(try await store.uploads([upload.id], in: "papers").map(\.path) == ["sub/a.txt"])
        await #expect(throws: StoreError.self) { try await store.uploads([upload.id], in: "other") }
        try await store.removeAllUploads()
        await #expect(throws: StoreError.self) { try await store.uploads([upload.id], in: "papers") }
    }
}
