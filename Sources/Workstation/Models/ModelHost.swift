internal import Core
internal import Engine
internal import Foundation
internal import Store
internal import Tensor
internal import Tokenizer
internal import Training

/// Keeps base models and adapters ready: each is read once and shared by all requests.
///
/// Weights are memory-mapped, so a loaded model costs address space rather than memory until it is used.
actor ModelHost {
    private static let keptModels = 2
    private static let keptAdapters = 16
    /// Computes for chat; training has its own process.
    let device: CPUDevice
    /// What this machine computes, in floating-point operations a second; measured once, in a moment.
    private(set) lazy var speed = MachineSpeed.measure(device)
    private let store: LibraryStore
    private let home: DataHome
    private let loop: GenerationLoop
    private var models: [(name: String, loaded: LoadedModel)] = []
    /// The encoder that was used last.
    private var lastEncoder: LoadedEncoder?
    private var adapters: [(key: String, adapter: LoRAAdapter)] = []

    init(store: LibraryStore, home: DataHome, device: CPUDevice, loop: GenerationLoop) {
        self.loop = loop
        self.store = store
        self.home = home
        self.device = device
    }

    /// A base model by name.
    ///
    /// - Throws: `StoreError` when there is none, ``WorkstationError`` when it is an encoder, `EngineError` when its
    ///   file is no longer readable.
    func base(_ name: String) async throws -> LoadedModel {
        if let index = models.firstIndex(where: { $0.name == name }) {
            let entry = models.remove(at: index)
            models.append(entry)
            return entry.loaded
        }
        let record = try await store.model(named: name)
        guard record.kind == .decoder else {
            throw WorkstationError(
                .unsupported, "model_is_encoder",
                "The model \(name.debugDescription) makes vectors of texts and writes none; use it through "
                    + "/v1/embeddings, and another model here.")
        }
        let path = home.absolute(record.path)
        let loaded = try ModelLoader.load(name: name, digest: record.digest, path: path, device: device)
        models.append((name, loaded))
        if models.count > Self.keptModels { models.removeFirst() }
        return loaded
    }

    /// An encoder by name.
    ///
    /// - Throws: `StoreError` when there is none, ``WorkstationError`` when it is a decoder, `EngineError` when its files
    ///   are no longer readable.
    func encoder(_ name: String) async throws -> LoadedEncoder {
        if let lastEncoder, lastEncoder.name == name { return lastEncoder }
        let record = try await store.model(named: name)
        guard record.kind == .encoder else {
            throw WorkstationError(
                .unsupported, "model_is_decoder",
                "The model \(name.debugDescription) writes texts and makes no vectors of them; import an encoder such "
                    + "as all-MiniLM-L6-v2 and use that.")
        }
        let loaded = try ModelLoader.encoder(name: name, path: home.absolute(record.path), device: device)
        lastEncoder = loaded
        return loaded
    }

    /// A base model with a mix of adapters, as a model name says it.
    ///
    /// - Throws: ``WorkstationError`` when an adapter belongs to another base; `StoreError` when one is missing.
    func resolve(_ name: ModelName) async throws -> (base: LoadedModel, mix: AdapterMix) {
        let base = try await base(name.base)
        var parts: [(adapter: LoRAAdapter, weight: Float)] = []
        for selection in name.adapters {
            let entry = try await store.adapter(named: selection.name)
            guard entry.adapter.modelName == name.base else {
                throw WorkstationError.invalid(
                    "adapter_for_other_model",
                    "The adapter \(selection.name.debugDescription) was made for "
                        + "\(entry.adapter.modelName.debugDescription), not for \(name.base.debugDescription)."
                )
            }
            let version = try await store.adapterVersion(selection.version, of: selection.name)
            parts.append((try adapter(version, for: base), selection.weight))
        }
        return (base, AdapterMix(parts))
    }

    /// Forgets a model that was removed.
    func forgetModel(_ name: String) {
        for entry in models where entry.name == name { loop.forget(entry.loaded.model) }
        models.removeAll { $0.name == name }
        if lastEncoder?.name == name { lastEncoder = nil }
    }

    /// Forgets all versions of an adapter that was removed.
    func forgetAdapter(_ name: String) {
        adapters.removeAll { $0.key.hasPrefix(name + "@") }
    }

    private func adapter(_ version: AdapterVersionRecord, for base: LoadedModel) throws -> LoRAAdapter {
        let key = "\(version.adapterName)@\(version.version)#\(version.digest)"
        if let index = adapters.firstIndex(where: { $0.key == key }) {
            let entry = adapters.remove(at: index)
            adapters.append(entry)
            return entry.adapter
        }
        let adapter = LoRAAdapter(
            frozen: try LoRAAdapter.load(
                folder: home.absolute(version.path), for: base.model.configuration))
        adapters.append((key, adapter))
        if adapters.count > Self.keptAdapters { adapters.removeFirst() }
        return adapter
    }
}
