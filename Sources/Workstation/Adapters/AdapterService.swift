internal import Core
internal import Engine
internal import Foundation
internal import Ingest
internal import Store

/// Adapters: listed, promoted, taken away as bundles and taken in again.
package struct AdapterService: Sendable {
    private static let largestBundle = 4 << 30
    private let store: LibraryStore
    private let home: DataHome
    private let host: ModelHost
    private let events: EventHub
    private let executable: String

    init(store: LibraryStore, home: DataHome, host: ModelHost, events: EventHub, executable: String) {
        self.store = store
        self.home = home
        self.host = host
        self.events = events
        self.executable = executable
    }

    /// All adapters, by name.
    package func list() async throws -> [AdapterView] {
        try await store.adapters().map { AdapterView($0.adapter, $0.versions) }
    }

    /// One adapter.
    ///
    /// - Throws: `StoreError` when there is none of this name.
    package func show(_ name: String) async throws -> AdapterView {
        let found = try await store.adapter(named: name)
        return AdapterView(found.adapter, found.versions)
    }

    /// Chooses the version that is used when none is named.
    ///
    /// - Throws: `StoreError` when there is no such version.
    package func promote(_ name: String, version: Int) async throws -> AdapterView {
        _ = try await store.promoteAdapter(name, version: version)
        let view = try await show(name)
        await events.publish(.adapter(view))
        return view
    }

    /// Removes an adapter with all its versions.
    ///
    /// - Throws: `StoreError` when there is none of this name.
    package func remove(_ name: String) async throws {
        try await store.removeAdapter(named: name)
        await host.forgetAdapter(name)
        try FileTree.remove(home.adapters + "/" + name)
    }

    /// Writes a version as a bundle: a PEFT folder in a zip file.
    ///
    /// - Returns: A file in staging; the caller removes it after sending.
    /// - Throws: `StoreError` when there is no such version or the disk is full.
    package func export(_ name: String, version: Int?) async throws -> ExportedBundle {
        let record = try await store.adapterVersion(version, of: name)
        let adapter = try await store.adapter(named: name).adapter
        let model = try await store.model(named: adapter.modelName)
        var run: RunRecord?
        // The run may have been removed since; the bundle then says less about its origin.
        if let id = record.runId { run = try? await store.run(id) }
        let manifest = BundleManifest(
            adapter: name, version: record.version,
            base: .init(name: model.name, digest: model.digest, architecture: model.architecture),
            dataset: .init(
                name: run?.datasetName, version: run?.datasetVersion, digest: record.datasetDigest),
            settings: run?.settings,
            metrics: .init(
                heldOutLossBefore: record.heldOutLossBefore, heldOutLossAfter: record.heldOutLossAfter),
            program: ProductVersion.current, createdAt: record.createdAt)
        return try await BackgroundThread.run { [home] in
            try BundleWriter(home: home).write(manifest, record)
        }
    }

    /// Receives a bundle's bytes into staging.
    ///
    /// - Returns: The path to give to ``importBundle(name:fileName:path:)``.
    /// - Throws: ``WorkstationError`` when it is too large or the disk is full.
    package func receiveBundle<Chunks: AsyncSequence & Sendable>(
        chunks: Chunks
    ) async throws -> String where Chunks.Element == [UInt8] {
        let path = home.stagingPath("bundle")
        _ = try await StagedFile.receive(chunks, at: path, limit: Self.largestBundle, name: "adapter bundle")
        return path
    }

    /// Takes a bundle, or an archive with an adapter of PEFT, in as the next version of an adapter.
    ///
    /// - Parameters:
    ///   - name: The adapter's name; nil is the bundle's own, or the archive's.
    ///   - modelName: The base model that it fits; a bundle says so itself, and where there is one model it is that.
    ///   - fileName: What errors call the bundle; a label, never a path.
    ///   - path: A file in staging; it is removed, whatever the outcome.
    /// - Returns: The adapter with its new version.
    /// - Throws: ``WorkstationError`` when a file is damaged or no base model of this registry fits.
    package func importBundle(
        name: String?, modelName: String? = nil, fileName: String?, path: String
    ) async throws -> AdapterView {
        let folder = home.stagingPath("unpacked")
        let members = home.stagingPath("members")
        defer {
            // Leftovers in staging are emptied at the next start as well.
            for leftover in [path, folder, members] { try? FileTree.remove(leftover) }
        }
        let manifest = try await BundleReader(executable: executable, name: fileName ?? "bundle").read(
            path, into: folder, staging: members)
        let model = try await base(of: manifest, modelName, folder)
        let base = try await host.base(model.name)
        let adapter = try LoRAAdapter.load(folder: folder, for: base.model.configuration)
        let name = try NameRule.check(name ?? manifest?.adapter ?? Self.stem(fileName), of: "adapter")
        let number = try await store.nextAdapterVersion(of: name)
        let target = home.adapterFolder(name, version: number)
        let weights = folder + "/" + LoRAAdapter.weightsFileName
        let version = NewAdapterVersion(
            path: home.relative(target), digest: try Digest.sha256(ofFile: weights), rank: adapter.rank,
            alpha: Double(adapter.alpha), sizeBytes: try FileTree.size(of: weights),
            heldOutLossBefore: manifest?.metrics.heldOutLossBefore,
            heldOutLossAfter: manifest?.metrics.heldOutLossAfter, datasetDigest: manifest?.dataset.digest)
        try FileTree.makeFolder(URL(filePath: target).deletingLastPathComponent().path(percentEncoded: false))
        try FileTree.move(folder, to: target)
        do {
            _ = try await store.addAdapterVersion(version, to: name, modelName: model.name, promote: false)
        } catch {
            try? FileTree.remove(target)  // The row was refused, so the files must not stay.
            throw error
        }
        let view = try await show(name)
        await events.publish(.adapter(view))
        return view
    }

    /// The base model of an adapter that was unpacked into a folder.
    private func base(
        of manifest: BundleManifest?, _ modelName: String?, _ folder: String
    ) async throws -> ModelRecord {
        let models = try await store.models().filter { $0.kind == .decoder }
        if let base = manifest?.base {
            guard let model = models.first(where: { $0.digest == base.digest }) else {
                throw WorkstationError.conflict(
                    "base_model_missing",
                    "The bundle fits the base model \(base.name.debugDescription) with SHA-256 "
                        + "\(base.digest.prefix(12))…, which is not in the registry; import that model first."
                )
            }
            return model
        }
        if let modelName { return try await store.model(named: modelName) }
        if let only = models.first, models.count == 1 { return only }
        let declared = try LoRAAdapter.declaredBase(folder: folder)
        throw WorkstationError.invalid(
            "base_model_unknown",
            "The adapter does not say which model of the registry it fits"
                + (declared.map { " (it was made on \(String($0.prefix(100)).debugDescription))" } ?? "")
                + "; name one: "
                + (models.isEmpty ? "import it first" : models.map(\.name).joined(separator: ", "))
                + ".")
    }

    /// A file's name without its ending.
    private static func stem(_ fileName: String?) -> String {
        let name = fileName ?? "adapter"
        return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}
