internal import Core
internal import Foundation
internal import Ingest
internal import Store

/// Writes an adapter version as a zip bundle.
struct BundleWriter: Sendable {
    let home: DataHome

    /// Writes the bundle into staging.
    func write(_ manifest: BundleManifest, _ record: AdapterVersionRecord) throws -> ExportedBundle {
        let folder = home.stagingPath("bundle")
        let source = home.absolute(record.path)
        try FileTree.makeFolder(folder)
        defer { try? FileTree.remove(folder) }  // Emptied at the next start as well.
        let encoder = JSONCoding.encoder
        encoder.outputFormatting.insert(.prettyPrinted)
        try FileTree.write(Array(encoder.encode(manifest)), to: folder + "/" + BundleManifest.fileName)
        let card = ModelCard.text(manifest, rank: record.rank, alpha: record.alpha)
        try FileTree.write(Array(card.utf8), to: folder + "/" + BundleFiles.card)
        for name in BundleFiles.peft {
            try FileManager.default.copyItem(atPath: source + "/" + name, toPath: folder + "/" + name)
        }
        let sums = try BundleFiles.sums(of: BundleFiles.listed, in: folder)
        try FileTree.write(Array(sums.utf8), to: folder + "/" + BundleFiles.sums)
        let path = home.stagingPath("export")
        try FlatArchive.pack(BundleFiles.all, in: folder, to: path)
        return ExportedBundle(
            fileName: "\(manifest.adapter)-v\(manifest.version).zip", path: path,
            sizeBytes: try FileTree.size(of: path))
    }
}
