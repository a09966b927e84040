import CArchive
import Core

#if canImport(Glibc)
    import Glibc
#endif

/// ZIP files without folders, written and read by the product itself: the bundles that adapters travel in.
///
/// Members keep their names here, other than those of dropped archives, because a name is refused unless it
/// is one plain file name.
package enum FlatArchive {
    /// How much a flat archive may hold.
    package struct Limits: Sendable {
        /// Members.
        package var entries: Int
        /// Bytes of all members.
        package var bytes: Int
        /// How many times larger than the archive the members may be.
        package var ratio: Int

        /// Makes limits.
        package init(entries: Int, bytes: Int, ratio: Int) {
            self.entries = entries
            self.bytes = bytes
            self.ratio = ratio
        }
    }

    /// Unpacks an archive into a folder.
    ///
    /// - Parameters:
    ///   - path: The archive.
    ///   - folder: An existing folder of the caller's own; what was written before an error stays in it.
    ///   - limits: How much the archive may hold.
    /// - Throws: ``IngestError`` `corrupt`, `encrypted`, `hostile_name`, `link_refused`, a limit, or
    ///   `staging_failed` when the folder cannot be written.
    package static func unpack(_ path: String, into folder: String, limits: Limits) throws(IngestError) {
        let name = String(MemberName.lastPart(path))
        let reader = try ArchiveReader(path: path, name: name, format: .container)
        var seen: Set<String> = []
        var total = 0
        while let member = try reader.next() {
            guard seen.count < limits.entries else {
                throw IngestError(.tooManyEntries, name: name, "has more than \(limits.entries) members; it is not a bundle")
            }
            guard member.kind == .file else {
                throw IngestError(.linkRefused, name: name, "holds a folder, link or device; it is not a bundle")
            }
            guard isPlain(member.name), seen.insert(member.name).inserted else {
                throw IngestError(
                    .hostileName, name: name,
                    "holds a member with the name ‘\(MemberName.display(member.name))’, which is not allowed; it is not a bundle")
            }
            if member.isEncrypted { throw .encryptedArchive(name: name) }
            let file = try StagedFile(creating: folder + "/" + member.name)
            while true {
                let bytes = try reader.read()
                if bytes.isEmpty { break }
                total += bytes.count
                guard total <= limits.bytes else {
                    throw IngestError(
                        .tooLarge, name: name, "unpacks to more than \(ByteCount.text(limits.bytes)); it is not a bundle")
                }
                guard total / limits.ratio <= max(reader.byteCount, 1 << 20) else {
                    throw IngestError(
                        .suspiciousRatio, name: name, "unpacks to more than \(limits.ratio) times its size; it is not a bundle")
                }
                try file.write(bytes)
            }
        }
    }

    /// Packs files of a folder into a new ZIP file; the same files give the same bytes.
    ///
    /// - Parameters:
    ///   - names: Plain file names, in the order in which they are to stand.
    ///   - folder: The folder that they lie in.
    ///   - path: The archive to write; it must not exist.
    /// - Throws: ``IngestError`` `not_found`, `unreadable`, or `staging_failed` when it cannot be written.
    package static func pack(_ names: [String], in folder: String, to path: String) throws(IngestError) {
        guard let handle = unsafe archive_write_new() else {
            throw IngestError(.outOfMemory, message: "There is too little memory to write an archive; close other programs.")
        }
        defer { unsafe archive_write_free(handle) }
        unsafe archive_write_set_format_zip(handle)
        // The file is made here, so that it is never written through a link.
        let target = try StagedFile(creating: path)
        try check(unsafe archive_write_open_fd(handle, target.descriptor))
        for name in names { try unsafe add(name, in: folder, to: handle) }
        try check(unsafe archive_write_close(handle))
        try target.synchronize()
    }

    private static func add(_ name: String, in folder: String, to handle: OpaquePointer) throws(IngestError) {
        guard isPlain(name), let entry = unsafe archive_entry_new() else {
            throw IngestError(.hostileName, name: name, "cannot be the name of a member; use a plain file name")
        }
        defer { unsafe archive_entry_free(entry) }
        let file = try OpenFile(path: folder + "/" + name, name: name)
        unsafe archive_entry_set_pathname(entry, name)
        unsafe archive_entry_set_filetype(entry, 0o100000)  // AE_IFREG, a regular file
        unsafe archive_entry_set_perm(entry, 0o644)
        // The earliest time that the format knows, 1 January 1980.
        unsafe archive_entry_set_mtime(entry, 315_532_800, 0)
        unsafe archive_entry_set_size(entry, Int64(file.byteCount))
        try check(unsafe archive_write_header(handle, entry))
        var offset = 0
        while offset < file.byteCount {
            let bytes = try file.read(at: offset, count: 1 << 20)
            guard !bytes.isEmpty else {
                throw IngestError(.unreadable, name: name, "became shorter while it was packed; try again")
            }
            let written = unsafe bytes.withUnsafeBytes { unsafe archive_write_data(handle, $0.baseAddress, $0.count) }
            guard written == bytes.count else { throw StagingFolder.failure(unsafe archive_errno(handle)) }
            offset += bytes.count
        }
        try check(unsafe archive_write_finish_entry(handle))
    }

    private static func isPlain(_ name: String) -> Bool {
        MemberName.fault(name) == nil && !name.contains("/") && name != "." && name.utf8.count <= MemberName.longestPart
    }

    private static func check(_ status: Int32) throws(IngestError) {
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw StagingFolder.failure(errno) }
    }
}
