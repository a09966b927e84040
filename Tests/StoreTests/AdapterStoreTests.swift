import Core
import Testing

@testable import Store

@Suite struct AdapterStoreTests {
    let library: OpenedLibrary
    var store: LibraryStore { library.store }

    init() async throws {
        library = try TemporaryHome().opened()
        try await library.store.addModel(tinyModel())
    }

    @Test func `versions count up and one is promoted`() async throws {
        #expect(try await store.nextAdapterVersion(of: "tone") == 1)
        _ = try await store.addAdapterVersion(
            newVersion("a/1"), to: "tone", modelName: "tiny", promote: false)
        _ = try await store.addAdapterVersion(
            newVersion("a/2"), to: "tone", modelName: "tiny", promote: false)
        let third = try await store.addAdapterVersion(
            newVersion("a/3"), to: "tone", modelName: "tiny", promote: true)
        #expect(third.version == 3)
        #expect(third.imported)
        let (adapter, versions) = try await store.adapter(named: "tone")
        #expect(adapter.promotedVersion == 3)
        #expect(versions.map(\.version) == [3, 2, 1])
        #expect(try await store.promoteAdapter("tone", version: 2).promotedVersion == 2)
        #expect(try await store.adapterVersion(nil, of: "tone").version == 2)
        #expect(try await store.adapterVersion(1, of: "tone").path == "a/1")
    }

    @Test func `a version that is not there cannot be promoted`() async throws {
        _ = try await store.addAdapterVersion(newVersion("a/1"), to: "tone", modelName: "tiny", promote: true)
        let error = await #expect(throws: StoreError.self) {
            try await store.promoteAdapter("tone", version: 7)
        }
        #expect(error?.code == "adapter_version_not_found")
    }

    @Test func `an adapter belongs to one model`() async throws {
        try await store.addModel(tinyModel("other"))
        _ = try await store.addAdapterVersion(newVersion("a/1"), to: "tone", modelName: "tiny", promote: true)
        let error = await #expect(throws: StoreError.self) {
            try await store.addAdapterVersion(
                newVersion("a/2"), to: "tone", modelName: "other", promote: true)
        }
        #expect(error?.message.contains("belongs to the model tiny") == true)
    }

    @Test func `a removed adapter takes its versions along`() async throws {
        _ = try await store.addAdapterVersion(newVersion("a/1"), to: "tone", modelName: "tiny", promote: true)
        _ = try await store.addAdapterVersion(newVersion("a/2"), to: "tone", modelName: "tiny", promote: true)
        try await store.removeAdapter(named: "tone")
        #expect(try await store.adapters().isEmpty)
        #expect(try await store.integrityProblems().isEmpty)
    }
}
