internal import Core
internal import Foundation
internal import Ingest
internal import Store

/// Opens a bundle: unpacks it within limits, checks every digest, reads what it says about itself.
enum BundleReader {
    private static let limits = FlatArchive.Limits(entries: 64, bytes: 8 << 30, ratio: 200)
    private static let longestManifest = 1 << 20

    /// Reads a bundle into a folder that does not exist yet.
    ///
    /// - Throws: ``WorkstationError`` or `IngestError` that names what is wrong with it.
    static func read(_ path: String, into folder: String) throws -> BundleManifest {
        try FileTree.makeFolder(folder)
        try FlatArchive.unpack(path, into: folder, limits: limits)
        try BundleFiles.verify(folder, bundle: "file")
        let bytes = try FileTree.read(folder + "/" + BundleManifest.fileName, limit: longestManifest)
        let manifest: BundleManifest
        do {
            manifest = try JSONCoding.decoder.decode(BundleManifest.self, from: Data(bytes))
        } catch {
            throw BundleFiles.damaged("file", "its \(BundleManifest.fileName) is not readable")
        }
        guard manifest.formatVersion == BundleManifest.currentFormatVersion else {
            throw BundleFiles.damaged(
                "file", "its format is version \(manifest.formatVersion), and this program reads version 1")
        }
        return manifest
    }
}
