import Core
import Foundation
import Testing

@testable import Store

@Suite struct DatasetStoreTests {
    let library: OpenedLibrary
    var store: LibraryStore { library.store }

    init() async throws {
        library = try TemporaryHome().opened()
        try await library.store.createDataset(DatasetRecord(name: "facts", recipe: "know-my-documents"))
    }

    @Test func `rows come back in order with their parts`() async throws {
        let rows = [row("q1", "a1"), row("q2", "a2", .heldOut), row("q3", "a3", .recall)]
        let version = try await store.addDatasetVersion(to: "facts", note: "Built", rows: rows)
        #expect(version.version == 1)
        #expect((version.trainCount, version.heldOutCount, version.recallCount) == (1, 1, 1))
        let stored = try await store.allExamples(of: "facts")
        #expect(stored.map(\.example) == rows.map(\.example))
        #expect(stored.map(\.split) == [.train, .heldOut, .recall])
        #expect(stored.map(\.position) == [0, 1, 2])
        #expect(try await store.datasets().map(\.latestVersion) == [1])
    }

    @Test func `equal rows are left out and counted`() async throws {
        let drops = [DatasetDrop(reason: "Too short", count: 4)]
        let version = try await store.addDatasetVersion(
            to: "facts", note: "Built", drops: drops,
            rows: [row("q", "a"), row("q", "a"), row("q", "a", .heldOut)])
        #expect(version.trainCount == 1)
        #expect(version.heldOutCount == 0)
        #expect(version.drops == drops + [DatasetDrop(reason: "Equal to another row", count: 2)])
    }

    @Test func `the digest depends on rows, order and parts alone`() async throws {
        let first = try await store.addDatasetVersion(
            to: "facts", note: "Built", rows: [row("q", "a"), row("r", "b")])
        try await store.createDataset(DatasetRecord(name: "others"))
        let same = try await store.addDatasetVersion(
            to: "others", note: "Otherwise", rows: [row("q", "a"), row("r", "b")])
        let moved = try await store.addDatasetVersion(
            to: "others", note: "Moved", rows: [row("q", "a"), row("r", "b", .heldOut)])
        #expect(first.digest == same.digest)
        #expect(first.digest != moved.digest)
    }

    @Test func `a change to an old version is refused`() async throws {
        _ = try await store.addDatasetVersion(to: "facts", note: "Built", rows: [row("q", "a")])
        _ = try await store.addDatasetVersion(to: "facts", parent: 1, note: "Edited", rows: [row("q", "b")])
        let error = await #expect(throws: StoreError.self) {
            try await store.addDatasetVersion(to: "facts", parent: 1, note: "Edited", rows: [row("q", "c")])
        }
        #expect(error?.code == "dataset_version_outdated")
        #expect(try await store.datasetVersions(of: "facts").map(\.version) == [2, 1])
    }

    @Test func `a version without rows is refused`() async throws {
        await #expect(throws: StoreError.self) {
            try await store.addDatasetVersion(to: "facts", note: "Built", rows: [])
        }
        let error = await #expect(throws: StoreError.self) {
            try await store.datasetVersion(nil, of: "facts")
        }
        #expect(error?.code == "dataset_empty")
    }

    @Test(arguments: [
        "UPDATE datasetVersion SET note = 'x'", "UPDATE example SET content = '{}'",
        "UPDATE datasetVersionExample SET split = 'train'",
    ])
    func `a version never changes, not even by hand`(sql: String) async throws {
        _ = try await store.addDatasetVersion(to: "facts", note: "Built", rows: [row("q", "a")])
        await #expect(throws: StoreError.self) { try await store.inspect(sql) }
    }

    @Test func `rows are found by part and by text`() async throws {
        let rows = (0..<30).map { row("Frage \($0)", "answer", $0 % 3 == 0 ? .heldOut : .train) }
        _ = try await store.addDatasetVersion(to: "facts", note: "Built", rows: rows)
        let (page, version) = try await store.examples(
            of: "facts", ExampleQuery(split: .heldOut), PageRange(offset: 8, limit: 5))
        #expect(version == 1)
        #expect(page.total == 10)
        #expect(page.items.map(\.position) == [24, 27])
        let (found, _) = try await store.examples(
            of: "facts", ExampleQuery(query: "frage 2"), PageRange(limit: 3))
        #expect(found.total == 11)
        #expect(found.items.count == 3)
    }

    @Test func `a removed dataset leaves no rows behind`() async throws {
        _ = try await store.addDatasetVersion(
            to: "facts", note: "Built", rows: [row("q", "a"), row("r", "b")])
        try await store.createDataset(DatasetRecord(name: "others"))
        _ = try await store.addDatasetVersion(to: "others", note: "Built", rows: [row("q", "a")])
        try await store.removeDataset(named: "facts")
        #expect(try await store.inspect("SELECT COUNT(*) FROM example") == ["1"])
        #expect(try await store.integrityProblems().isEmpty)
    }

    @Test func `a dataset that a run was trained on stays`() async throws {
        try await store.addModel(tinyModel())
        _ = try await store.addDatasetVersion(to: "facts", note: "Built", rows: [row("q", "a")])
        let run = trainingRun()
        try await store.addRun(run)
        let error = await #expect(throws: StoreError.self) { try await store.removeDataset(named: "facts") }
        #expect(error?.code == "dataset_in_use")
        try await store.removeRunAfterCancel(run.id)
        try await store.removeDataset(named: "facts")
    }
}
