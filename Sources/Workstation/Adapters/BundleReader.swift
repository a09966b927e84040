internal import Core
internal import Engine
internal import Foundation
internal import Ingest
internal import Store

/// Opens a bundle: unpacks it in a sandboxed worker, checks every digest, reads what it says about itself.
struct BundleReader: Sendable {
    private static let longestManifest = 1 << 20
    /// The files of a bundle; nothing else may be in one.
    private static let names: Set<String> = [
        LoRAAdapter.configurationFileName, LoRAAdapter.weightsFileName, BundleManifest.fileName,
        BundleFiles.card,
        BundleFiles.sums,
    ]

    let executable: String
    /// What errors call the bundle.
    let name: String

    /// Reads a bundle into a folder that does not exist yet.
    ///
    /// - Throws: ``WorkstationError`` or `IngestError` that names what is wrong with it.
    func read(_ path: String, into folder: String, staging: String) async throws -> BundleManifest {
        let pool = ExtractionPool(executable: executable, workerCount: 1)
        let unpacked = await pool.unpack(
            path: path, name: name, limits: Self.limits, staging: try StagingFolder(path: staging))
        await pool.shutDown()
        if let refused = unpacked.skipped.first { throw refused.error }
        try FileTree.makeFolder(folder)
        for member in unpacked.members {
            let name = String(member.name.split(separator: "/", maxSplits: 1).last ?? "")
            guard Self.names.contains(name), !FileTree.isFile(folder + "/" + name) else {
                throw BundleFiles.damaged(self.name, "it holds the unexpected file \(name.debugDescription)")
            }
            try FileTree.move(member.path, to: folder + "/" + name)
        }
        return try await BackgroundThread.run { [name] in try Self.checked(folder, of: name) }
    }

    private static var limits: ArchiveLimits {
        var limits = ArchiveLimits()
        limits.entries = 16
        limits.wallSeconds = 300
        return limits
    }

    private static func checked(_ folder: String, of bundle: String) throws -> BundleManifest {
        for name in names.sorted() where !FileTree.isFile(folder + "/" + name) {
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
