internal import Core
internal import Foundation
internal import Ingest
internal import Store

/// A folder with an adapter, as PEFT writes it or as a bundle is unpacked, made into a file that can be taken in.
package enum AdapterFolder {
    /// Packs a folder into a ZIP file of its own in the system's folder for temporary files; the caller removes it.
    ///
    /// Besides the files of a bundle, or the two of PEFT, nothing of the folder is taken.
    ///
    /// - Throws: ``WorkstationError`` when the folder holds no adapter, `IngestError` when a file cannot be read.
    package static func pack(_ folder: String) throws -> String {
        if let missing = BundleFiles.peft.first(where: { !FileTree.isFile(folder + "/" + $0) }) {
            throw WorkstationError.invalid(
                "no_adapter",
                "The folder \(folder.debugDescription) has no \(missing); name the folder that PEFT saved the adapter in."
            )
        }
        let isBundle = BundleFiles.all.allSatisfy { FileTree.isFile(folder + "/" + $0) }
        let path = FileManager.default.temporaryDirectory.appending(path: Identifier.make("adapter") + ".zip")
            .path(percentEncoded: false)
        try FlatArchive.pack(isBundle ? BundleFiles.all : BundleFiles.peft.sorted(), in: folder, to: path)
        return path
    }
}
