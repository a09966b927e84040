internal import Core
internal import Engine
internal import Foundation
internal import Store

/// The registry of base models.
package struct ModelService: Sendable {
    private let store: LibraryStore
    private let home: DataHome
    private let host: ModelHost
    private let events: EventHub

    init(store: LibraryStore, home: DataHome, host: ModelHost, events: EventHub) {
        self.store = store
        self.home = home
        self.host = host
        self.events = events
    }

    /// All base models, by name.
    package func list() async throws -> [ModelView] {
        try await store.models().map(ModelView.init)
    }

    /// One base model.
    ///
    /// - Throws: `StoreError` when there is none of this name.
    package func show(_ name: String) async throws -> ModelView {
        ModelView(try await store.model(named: name))
    }

    /// Takes a GGUF file into the registry: checks it, links or copies it into the home, records it.
    ///
    /// The same file under the same name is taken once.
    ///
    /// - Parameters:
    ///   - path: An absolute path on this machine.
    ///   - name: The name for requests; nil makes one from the file's name.
    /// - Returns: The model as it is listed.
    /// - Throws: `EngineError` for a file that is not a usable model, `StoreError` for a name that is taken.
    package func importModel(path: String, name: String?) async throws -> ModelView {
        guard path.hasPrefix("/") else {
            throw WorkstationError.invalid(
                "relative_path", "The model path \(path.debugDescription) is not absolute; begin it with '/'."
            )
        }
        let fileName = URL(filePath: path).lastPathComponent
        let name = try name.map { try NameRule.check($0, of: "model") } ?? ModelNaming.name(forFile: fileName)
        let facts = try ModelLoader.inspect(path: path)
        let digest = try Digest.sha256(ofFile: path)
        if let known = try await store.models().first(where: { $0.name == name }) {
            guard known.digest == digest else {
                throw WorkstationError.conflict(
                    "model_name_taken",
                    "The model name \(name.debugDescription) belongs to another file; choose one with --name."
                )
            }
            return ModelView(known)
        }
        let folder = home.modelFolder(name)
        try take(path, into: folder)
        let record = ModelRecord(
            name: name, architecture: facts.architecture, parameters: facts.parameters,
            sizeBytes: facts.sizeBytes,
            digest: digest, quantization: facts.quantization, contextLength: facts.contextLength,
            path: home.relative(folder + "/" + Self.fileName))
        do {
            try await store.addModel(record)
        } catch {
            // The row was refused, so the file must not stay; the row's error is the one to tell.
            try? FileTree.remove(folder)
            throw error
        }
        let view = ModelView(record)
        await events.publish(.model(view))
        return view
    }

    /// Removes a base model that no adapter or run needs.
    ///
    /// - Throws: `StoreError` when there is none or it is needed.
    package func remove(_ name: String) async throws {
        try await store.removeModel(named: name)
        await host.forgetModel(name)
        try FileTree.remove(home.modelFolder(name))
    }

    private static let fileName = "model.gguf"

    /// Links the file where that is possible, else copies it, by way of staging.
    private func take(_ path: String, into folder: String) throws {
        let staged = home.stagingPath("model")
        try FileTree.makeFolder(staged)
        let target = staged + "/" + Self.fileName
        do {
            if link(path, target) != 0 { try FileManager.default.copyItem(atPath: path, toPath: target) }
        } catch {
            try? FileTree.remove(staged)  // What is half there must go; the copy's error is the one to tell.
            throw WorkstationError(
                .unavailable, "model_not_copied",
                "The model file \(path.debugDescription) cannot be copied into the home; check its permissions and "
                    + "the free disk space.", cause: error)
        }
        try FileTree.remove(folder)
        try FileTree.move(staged, to: folder)
    }
}
