import Core
import Foundation
import Testing

@testable import Store

@Suite struct LibraryStoreTests {
    @Test func `a new library is sound and can be opened again`() async throws {
        let temporary = try TemporaryHome()
        let library = try temporary.library()
        try await library.addModel(tinyModel())
        #expect(try await library.integrityProblems().isEmpty)
        try library.close()
        #expect(try await temporary.library().models().map(\.name) == ["tiny"])
    }

    @Test func `the database is durable and keeps foreign keys`() async throws {
        let temporary = try TemporaryHome()
        let library = try temporary.library()
        let settings = [
            try await library.inspect("PRAGMA journal_mode"), try await library.inspect("PRAGMA synchronous"),
            try await library.inspect("PRAGMA foreign_keys"),
        ]
        #expect(settings == [["wal"], ["2"], ["1"]])
    }

    @Test func `a file that is no database is refused in one sentence`() throws {
        let temporary = try TemporaryHome()
        try FileTree.write(Array(repeating: 0x41, count: 8192), to: temporary.home.database)
        let error = #expect(throws: StoreError.self) { try temporary.library() }
        #expect(error?.category == .corrupt)
        #expect(error?.message.contains("library.sqlite is damaged or is not a database") == true)
    }

    @Test func `a database of a later version is refused`() async throws {
        let temporary = try TemporaryHome()
        let library = try temporary.library()
        try await library.inspect("INSERT INTO grdb_migrations VALUES ('v99')")
        try library.close()
        let error = #expect(throws: StoreError.self) { try temporary.library() }
        #expect(error?.code == "database_too_new")
    }

    @Test func `a full disk says so and changes nothing`() async throws {
        let temporary = try TemporaryHome()
        let library = try temporary.library()
        try await library.addModel(tinyModel())
        // SQLite's own limit on the size of the file gives the same result as a disk without space.
        let pages = try #require(try await library.inspect("PRAGMA page_count").first ?? nil)
        try await library.inspect("PRAGMA max_page_count = \(pages)")
        try await library.createDataset(DatasetRecord(name: "facts"))
        let rows = (0..<2_000).map { row("question \($0)", "answer") }
        await #expect {
            try await library.addDatasetVersion(to: "facts", note: "Built", rows: rows)
        } throws: { error in
            (error as? StoreError)?.code == "disk_full"
        }
        #expect(try await library.datasetVersions(of: "facts").isEmpty)
    }

    @Test func `models are unique by name`() async throws {
        let library = try TemporaryHome().opened()
        try await library.store.addModel(tinyModel())
        await #expect(throws: StoreError.self) { try await library.store.addModel(tinyModel()) }
        let stored = try await library.store.model(named: "tiny")
        #expect(stored.parameters == 1_000)
        #expect(stored.path == "models/tiny/model.gguf")
        await #expect(throws: StoreError.self) { try await library.store.model(named: "other") }
    }

    @Test func `a model that is needed stays`() async throws {
        let library = try TemporaryHome().opened()
        let run = try await library.store.withRun()
        await #expect(throws: StoreError.self) { try await library.store.removeModel(named: "tiny") }
        try await library.store.removeRunAfterCancel(run.id)
        try await library.store.removeModel(named: "tiny")
        #expect(try await library.store.models().isEmpty)
    }
}

/// An opened library that keeps its temporary home.
struct OpenedLibrary: Sendable {
    let temporary: TemporaryHome
    let store: LibraryStore
}

extension TemporaryHome {
    func opened() throws -> OpenedLibrary {
        OpenedLibrary(temporary: self, store: try library())
    }
}

extension LibraryStore {
    func removeRunAfterCancel(_ id: String) async throws {
        _ = try await cancelRun(id)
        try await removeRun(id)
    }
}
