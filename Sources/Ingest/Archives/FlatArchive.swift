import CArchive
import Core

#if canImport(Glibc)
    import Glibc
#endif

/// ZIP files without folders: the bundles that adapters travel in.
///
/// Reading archives from outside is ``ArchiveUnpacker``'s, in a worker process.
package enum FlatArchive {
    private static let chunkBytes = 1 << 20
    /// 1 January 2000: ZIP cannot say earlier than 1980, and a fixed date keeps archives equal.
    private static let memberDate = 946_684_800
    /// What libarchive calls a regular file.
    private static let regularFile: UInt32 = 0o100000

    /// Packs files of a folder into a new ZIP file; the same files give the same bytes.
    ///
    /// - Parameters:
    ///   - names: Plain file names, in the order in which they are to stand.
    ///   - folder: The folder that they lie in.
    ///   - path: The archive to write; nothing may lie there yet, and on an error nothing stays there.
    /// - Throws: ``IngestError`` `not_found`, `unreadable`, or `staging_failed` when it cannot be written.
    package static func pack(_ names: [String], in folder: String, to path: String) throws(IngestError) {
        guard let handle = unsafe archive_write_new() else {
            throw IngestError(
                .outOfMemory, message: "There is too little memory to write an archive; close other programs."
            )
        }
        defer { unsafe archive_write_free(handle) }
        unsafe archive_write_set_format_zip(handle)
        // Weights hardly become smaller, and stored bytes can be checked with any tool.
        unsafe archive_write_zip_set_compression_store(handle)
        // The file is made here, so that it is never written through a link.
        let target = try StagedFile(creating: path)
        do throws(IngestError) {
            try check(unsafe archive_write_open_fd(handle, target.descriptor))
            for name in names { try unsafe add(name, in: folder, to: handle) }
            try check(unsafe archive_write_close(handle))
            try target.synchronize()
        } catch {
            target.discard()
            throw error
        }
    }

    private static func add(_ name: String, in folder: String, to handle: OpaquePointer) throws(IngestError) {
        guard isPlain(name), let entry = unsafe archive_entry_new() else {
            throw IngestError(
                .hostileName, name: name, "cannot be the name of a member; use a plain file name")
        }
        defer { unsafe archive_entry_free(entry) }
        let file = try OpenFile(path: folder + "/" + name, name: name)
        unsafe archive_entry_set_pathname(entry, name)
        unsafe archive_entry_set_filetype(entry, regularFile)
        unsafe archive_entry_set_perm(entry, 0o644)
        unsafe archive_entry_set_mtime(entry, memberDate, 0)
        unsafe archive_entry_set_size(entry, Int64(file.byteCount))
        try check(unsafe archive_write_header(handle, entry))
        var offset = 0
        while offset < file.byteCount {
            let bytes = try file.read(at: offset, count: chunkBytes)
            guard !bytes.isEmpty else {
                throw IngestError(.unreadable, name: name, "became shorter while it was packed; try again")
            }
            let written = unsafe bytes.withUnsafeBytes {
                unsafe archive_write_data(handle, $0.baseAddress, $0.count)
            }
            guard written == bytes.count else { throw StagingFolder.failure(unsafe archive_errno(handle)) }
            offset += bytes.count
        }
        try check(unsafe archive_write_finish_entry(handle))
    }

    private static func isPlain(_ name: String) -> Bool {
        MemberName.fault(name) == nil && !name.contains("/") && name != "."
            && name.utf8.count <= MemberName.longestPart
    }

    private static func check(_ status: Int32) throws(IngestError) {
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw StagingFolder.failure(errno) }
    }
}
