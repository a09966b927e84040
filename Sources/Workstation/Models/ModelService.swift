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
    private let busy = BusyNames()

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

    /// Takes a GGUF file or a Hugging Face folder into the registry: checks it, links or copies its files into the home,
    /// records it.
    ///
    /// The same model under the same name is taken once. Whatever ends the process, the model is there whole or not at
    /// all: its folder gets its name when all files are in it, and counts when its row is committed.
    ///
    /// - Parameters:
    ///   - path: An absolute path on this machine.
    ///   - name: The name for requests; nil makes one from the file's or folder's name.
    /// - Returns: The model as it is listed.
    /// - Throws: `EngineError` or `TokenizerError` for what is not a usable model, `StoreError` for files that cannot be
    ///   read or kept, ``WorkstationError`` for a name that is taken.
    package func importModel(path: String, name: String?) async throws -> ModelView {
        guard path.hasPrefix("/") else {
            throw WorkstationError.invalid(
                "relative_path", "The model path \(path.debugDescription) is not absolute; begin it with '/'."
            )
        }
        let name = try name.map { try NameRule.check($0, of: "model") } ?? ModelNaming.name(forPath: path)
        try busy.take(name)
        defer { busy.release(name) }
        let facts = try await BackgroundThread.run { try ModelLoader.inspect(path: path) }
        if let known = try await store.models().first(where: { $0.name == name }) {
            let digest = try await BackgroundThread.run { try facts.digest() }
            guard known.digest == digest else {
                throw WorkstationError.conflict(
                    "model_name_taken",
                    "The model name \(name.debugDescription) belongs to another model; choose one with --name."
                )
            }
            return ModelView(known)
        }
        let record = try await BackgroundThread.run { try take(facts, as: name) }
        do {
            try await store.addModel(record)
        } catch {
            // The row was refused, so the files must not stay; the row's error is the one to tell.
            try? FileTree.remove(home.modelFolder(name))
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
        try busy.take(name)
        defer { busy.release(name) }
        try await store.removeModel(named: name)
        await host.forgetModel(name)
        try FileTree.remove(home.modelFolder(name))
    }

    /// Brings a model's files into its folder by way of staging.
    private func take(_ facts: ModelFacts, as name: String) throws -> ModelRecord {
        let staged = home.stagingPath("model")
        var kept = facts
        var sizeBytes = 0
        do {
            try FileTree.makeFolder(staged)
            for (index, file) in facts.files.enumerated() {
                let target = staged + "/" + file.name
                try FileTree.linkOrCopy(file.place, to: target)
                kept.files[index].place = target
                sizeBytes += try FileTree.size(of: target)
            }
            try FileTree.synchronizeFolder(staged)
            // Of what is kept, and not of what was offered, which may have changed meanwhile.
            let digest = try kept.digest()
            let folder = home.modelFolder(name)
            // A folder without a row is what an import left that was killed between the two.
            try FileTree.remove(folder)
            try FileTree.move(staged, to: folder)
            let path = facts.isFolder ? folder : folder + "/" + ModelFacts.fileName
            return ModelRecord(
                name: name, kind: facts.kind, architecture: facts.architecture, parameters: facts.parameters,
                sizeBytes: sizeBytes, digest: digest, quantization: facts.quantization,
                contextLength: facts.contextLength, path: home.relative(path))
        } catch {
            try? FileTree.remove(staged)  // What is half there must go; the first error is the one to tell.
            throw error
        }
    }
}
