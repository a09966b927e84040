internal import Core
internal import Engine
internal import Foundation
internal import Ingest
internal import Store

/// Opens an archive with an adapter: unpacks it in a sandboxed worker and checks what is in it.
///
/// A bundle of this program is whole, or it is refused: every file is listed with its digest. Of any other archive the two
/// files of PEFT are taken, wherever they lie in it, and nothing else.
struct BundleReader: Sendable {
    private static let longestManifest = 1 << 20
    /// Weights that are a program, which PEFT wrote in earlier years.
    private static let pickledName = "adapter_model.bin"

    let executable: String
    /// What errors call the archive.
    let name: String

    /// Reads an archive into a folder that does not exist yet.
    ///
    /// - Returns: What a bundle says about itself; nil when the adapter comes from elsewhere.
    /// - Throws: ``WorkstationError`` or `IngestError` that names what is wrong with it.
    func read(_ path: String, into folder: String, staging: String) async throws -> BundleManifest? {
        let pool = ExtractionPool(executable: executable, workerCount: 1)
        let unpacked = await pool.unpack(
            path: path, name: name, limits: Self.limits, staging: try StagingFolder(path: staging))
        await pool.shutDown()
        try FileTree.makeFolder(folder)
        // Names begin with that of the archive, and with that of a folder that was packed as a whole.
        var members = unpacked.members.map { (name: Self.inner($0.name), path: $0.path) }
        let tops = Set(members.map { $0.name.contains("/") ? $0.name.prefix { $0 != "/" } : "" })
        if tops.count == 1, tops.first != "" { members = members.map { (Self.inner($0.name), $0.path) } }
        if members.contains(where: { $0.name == BundleManifest.fileName }) {
            if let refused = unpacked.skipped.first { throw refused.error }
            return try await bundle(members, folder)
        }
        if members.isEmpty, let refused = unpacked.skipped.first { throw refused.error }
        try adapter(members, folder)
        return nil
    }

    /// A name without its first part.
    private static func inner(_ name: String) -> String {
        String(name.split(separator: "/", maxSplits: 1).last ?? "")
    }

    private static var limits: ArchiveLimits {
        var limits = ArchiveLimits()
        limits.entries = 1000
        limits.wallSeconds = 300
        return limits
    }

    private func bundle(_ members: [(name: String, path: String)], _ folder: String) async throws
        -> BundleManifest
    {
        for member in members {
            guard BundleFiles.all.contains(member.name), !FileTree.isFile(folder + "/" + member.name) else {
                throw BundleFiles.damaged(
                    name, "it holds the unexpected file \(member.name.debugDescription)")
            }
            try FileTree.move(member.path, to: folder + "/" + member.name)
        }
        return try await BackgroundThread.run { [name] in try Self.checked(folder, of: name) }
    }

    /// Takes the files of PEFT out of the one folder that holds both.
    private func adapter(_ members: [(name: String, path: String)], _ folder: String) throws {
        func refused(_ reason: String) -> WorkstationError {
            .invalid("no_adapter", "The archive \(name.debugDescription) cannot be used: \(reason).")
        }
        let folders = Dictionary(grouping: members) {
            $0.name.split(separator: "/").dropLast().joined(separator: "/")
        }
        .mapValues { members in
            Dictionary(members.map { (String($0.name.split(separator: "/").last ?? ""), $0.path) }) {
                first, _ in first
            }
        }
        let whole = folders.filter { BundleFiles.peft.allSatisfy($0.value.keys.contains) }
        guard let files = whole.first?.value else {
            if folders.values.contains(where: { $0[Self.pickledName] != nil }) {
                throw refused(
                    "its weights are in \(Self.pickledName), which can run programs; save the adapter again with "
                        + "safe_serialization=True")
            }
            throw refused(
                "it is neither a bundle of this program nor an adapter of PEFT; pack the folder that holds "
                    + "\(LoRAAdapter.configurationFileName) and \(LoRAAdapter.weightsFileName)")
        }
        guard whole.count == 1 else {
            throw refused("it holds \(whole.count) adapters; pack the folder of one")
        }
        for name in BundleFiles.peft {
            if let path = files[name] { try FileTree.move(path, to: folder + "/" + name) }
        }
    }

    private static func checked(_ folder: String, of bundle: String) throws -> BundleManifest {
        for name in BundleFiles.all where !FileTree.isFile(folder + "/" + name) {
            throw BundleFiles.damaged(bundle, "the file \(name.debugDescription) is missing")
        }
        try BundleFiles.verify(folder, of: bundle)
        let bytes = try FileTree.read(folder + "/" + BundleManifest.fileName, limit: longestManifest)
        let manifest: BundleManifest
        do {
            manifest = try JSONCoding.decoder.decode(BundleManifest.self, from: Data(bytes))
        } catch {
            throw BundleFiles.damaged(bundle, "its \(BundleManifest.fileName) is not readable")
        }
        guard manifest.formatVersion == BundleManifest.currentFormatVersion else {
            throw BundleFiles.damaged(
                bundle,
                "its format is version \(manifest.formatVersion), and this program reads version "
                    + "\(BundleManifest.currentFormatVersion)")
        }
        return manifest
    }
}
