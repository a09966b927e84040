import CArchive
import Core
import Foundation

/// Packs the files of one folder into a ZIP archive.
///
/// Members are stored as they are, all with the same date, so the same files give the same archive. What goes out
/// is the product's own; reading archives from outside is ``ArchiveUnpacker``'s.
package enum ArchivePacker {
    private static let chunkBytes = 1 << 20
    /// 1 January 2000: ZIP cannot say earlier than 1980, and a fixed date keeps archives equal.
    private static let memberDate = 946_684_800

    /// Packs files.
    ///
    /// - Parameters:
    ///   - names: Names of files directly in the folder, in the order they are to have.
    ///   - folder: The folder.
    ///   - path: Where the archive is written; on an error nothing stays there.
    /// - Throws: ``IngestError`` when a file cannot be read or the archive cannot be written.
    package static func pack(_ names: [String], in folder: String, to path: String) throws(IngestError) {
        do throws(IngestError) {
            try write(names, folder, path)
        } catch {
            _ = unsafe unlink(path)
            throw error
        }
    }

    private static func write(_ names: [String], _ folder: String, _ path: String) throws(IngestError) {
        guard let archive = unsafe archive_write_new() else { throw failed(path) }
        defer { unsafe archive_write_free(archive) }
        unsafe archive_write_set_format_zip(archive)
        unsafe archive_write_zip_set_compression_store(archive)
        guard unsafe archive_write_open_filename(archive, path) == ARCHIVE_OK else { throw failed(path) }
        for name in names { try add(name, folder + "/" + name, to: archive, path) }
        guard unsafe archive_write_close(archive) == ARCHIVE_OK else { throw failed(path) }
    }

    private static func add(
        _ name: String, _ source: String, to archive: OpaquePointer, _ path: String
    ) throws(IngestError) {
        let size: Int
        let file: FileHandle
        do {
            file = try FileHandle(forReadingFrom: URL(filePath: source))
            size = Int(try file.seekToEnd())
            try file.seek(toOffset: 0)
        } catch {
            throw IngestError(.unreadable, name: name, "cannot be read for packing; check the data home")
        }
        guard let entry = unsafe archive_entry_new() else { throw failed(path) }
        defer { unsafe archive_entry_free(entry) }
        unsafe archive_entry_set_pathname(entry, name)
        unsafe archive_entry_set_size(entry, Int64(size))
        unsafe archive_entry_set_filetype(entry, UInt32(S_IFREG))
        unsafe archive_entry_set_perm(entry, 0o644)
        unsafe archive_entry_set_mtime(entry, memberDate, 0)
        guard unsafe archive_write_header(archive, entry) == ARCHIVE_OK else { throw failed(path) }
        while true {
            let chunk: Data?
            do {
                chunk = try file.read(upToCount: chunkBytes)
            } catch {
                throw IngestError(.unreadable, name: name, "cannot be read for packing; check the data home")
            }
            guard let chunk, !chunk.isEmpty else { return }
            let written = unsafe chunk.withUnsafeBytes { unsafe archive_write_data(archive, $0.baseAddress, $0.count) }
            guard written == chunk.count else { throw failed(path) }
        }
    }

    private static func failed(_ path: String) -> IngestError {
        IngestError(
            .stagingFailed,
            message: "The archive could not be written; make room on the disk of the data home and try again.")
    }
}
