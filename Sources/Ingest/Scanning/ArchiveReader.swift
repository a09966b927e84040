import CArchive
import Core

#if canImport(Glibc)
    import Glibc
#endif

/// Reads the members of an archive or container one after the other with libarchive.
///
/// The object owns the C handle and frees it in `deinit`; it is used by one thread. Status codes become
/// ``IngestError`` here and nowhere else.
@safe final class ArchiveReader {
    /// Which files are accepted.
    enum Format {
        /// A ZIP file with a central directory, as every office or book container has.
        case container
        /// ZIP, TAR, 7z and RAR, also packed by gzip, bzip2, xz or zstd, or one packed file.
        case archive
    }

    /// What a member is.
    enum Kind {
        case file, folder, symbolicLink, hardLink, special
    }

    /// One member.
    struct Member {
        /// Its name as stored, decoded but not checked.
        var name: String
        var kind: Kind
        var isEncrypted: Bool
    }

    /// Bytes of the archive file.
    let byteCount: Int
    private let name: String
    private let handle: OpaquePointer
    private var buffer: [UInt8]
    private static let mostRetries = 1000

    /// Opens an archive.
    ///
    /// - Throws: ``IngestError`` `corrupt` when it is none of the accepted formats, or as for any file.
    init(path: String, name: String, format: Format) throws(IngestError) {
        byteCount = try OpenFile(path: path, name: name).byteCount
        self.name = name
        buffer = [UInt8](repeating: 0, count: 64 << 10)
        guard let handle = unsafe archive_read_new() else {
            throw IngestError(.outOfMemory, name: name, "needs more memory than there is")
        }
        unsafe self.handle = unsafe handle
        switch format {
        case .container:
            unsafe archive_read_support_format_zip_seekable(handle)
        case .archive:
            unsafe archive_read_support_format_zip(handle)
            unsafe archive_read_support_format_tar(handle)
            unsafe archive_read_support_format_7zip(handle)
            unsafe archive_read_support_format_rar(handle)
            unsafe archive_read_support_format_rar5(handle)
            unsafe archive_read_support_filter_gzip(handle)
            unsafe archive_read_support_filter_bzip2(handle)
            unsafe archive_read_support_filter_xz(handle)
            unsafe archive_read_support_filter_zstd(handle)
            // The lowest bidder: a packed file that is no archive is one member called “data”.
            unsafe archive_read_support_format_raw(handle)
        }
        let status = unsafe archive_read_open_filename(handle, path, 64 << 10)
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
            throw withExtendedLifetime(self) { failure(isOpen: false) }
        }
    }

    deinit { unsafe archive_read_free(handle) }

    /// Whether the file is one packed file and no archive; known after the first member.
    var isSinglePackedFile: Bool { unsafe archive_format(handle) == ARCHIVE_FORMAT_RAW }

    /// How many bytes of the archive a member takes up at least, where it lies in the file as it is; known after the
    /// first member.
    var leastMemberBytes: Int {
        // Behind a filter such as gzip many members may share a byte.
        guard unsafe archive_filter_count(handle) <= 1 else { return 0 }
        return switch unsafe archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK {
        // The fixed fields of a header; a directory may be missing.
        case ARCHIVE_FORMAT_ZIP: 30
        case ARCHIVE_FORMAT_RAR: 32
        // A header of one byte a field.
        case ARCHIVE_FORMAT_RAR_V5: 12
        // Lists of members that are packed themselves have no such bound.
        default: 0
        }
    }

    /// Goes to the next member.
    ///
    /// - Returns: nil at the end.
    /// - Throws: ``IngestError`` `corrupt` or `encrypted`.
    func next() throws(IngestError) -> Member? {
        defer { withExtendedLifetime(self) {} }
        var entry: OpaquePointer?
        let status = Self.withUTF8Names { unsafe archive_read_next_header(handle, &entry) }
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry = unsafe entry else {
            throw failure()
        }
        let type = unsafe archive_entry_filetype(entry)
        let kind: Kind =
            if unsafe archive_entry_hardlink(entry) != nil {
                .hardLink
            } else {
                switch type {
                case S_IFREG: .file
                case S_IFDIR: .folder
                case S_IFLNK: .symbolicLink
                // Some ZIP writers leave the type out.
                case 0: .file
                default: .special
                }
            }
        return Member(
            name: unsafe Self.memberName(entry), kind: kind,
            isEncrypted: unsafe archive_entry_is_encrypted(entry) != 0)
    }

    /// Reads the next bytes of the current member.
    ///
    /// - Returns: At most 64 KiB; empty at the member's end.
    /// - Throws: ``IngestError`` `corrupt` when the bytes contradict their length or checksum, `encrypted`.
    func read() throws(IngestError) -> ArraySlice<UInt8> {
        defer { withExtendedLifetime(self) {} }
        // A call that makes no progress may be repeated, but a file must not make it repeat for ever.
        for _ in 0..<Self.mostRetries {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe archive_read_data(handle, $0.baseAddress, $0.count)
            }
            if count == ARCHIVE_RETRY { continue }
            guard count >= 0 else { throw failure() }
            return buffer.prefix(count)
        }
        throw failure()
    }

    /// The error for libarchive's last one, with the library's own words.
    ///
    /// `isOpen` says whether a format was found; without one libarchive 3.6 must not be asked about encryption,
    /// because its current format then points behind the list of formats.
    private func failure(isOpen: Bool = true) -> IngestError {
        let words = unsafe archive_error_string(handle).map { unsafe String(cString: $0) } ?? "unknown reason"
        let lower = words.lowercased()
        if lower.contains("encrypt") || lower.contains("passphrase") { return .encryptedArchive(name: name) }
        if isOpen, unsafe archive_read_has_encrypted_entries(handle) > 0 {
            return .encryptedArchive(name: name)
        }
        if lower.contains("memory") {
            return IngestError(.outOfMemory, name: name, "needs more memory to be unpacked than is allowed")
        }
        return IngestError(
            .corrupt, name: name,
            "is damaged and cannot be unpacked (\(MemberName.display(words))); pack or save it again")
    }

    // MARK: - Names

    /// libarchive converts names by the thread's locale; the process may have none, so UTF-8 is lent to the call.
    private static func withUTF8Names<Result>(_ body: () -> Result) -> Result {
        guard let locale = unsafe utf8Locale.value else { return body() }
        let former = unsafe uselocale(locale)
        defer { unsafe uselocale(former) }
        return body()
    }

    private static func memberName(_ entry: OpaquePointer) -> String {
        withUTF8Names {
            if let raw = unsafe archive_entry_pathname(entry) {
                let bytes = unsafe UnsafeBufferPointer(start: raw, count: strlen(raw)).map {
                    UInt8(bitPattern: $0)
                }
                return TextDecoder.decodeName(bytes)
            }
            return unsafe archive_entry_pathname_utf8(entry).map { unsafe String(cString: $0) } ?? ""
        }
    }

    /// Made once and never freed or changed, so sharing the pointer between threads is safe.
    @safe private struct Locale: @unchecked Sendable {
        let value: locale_t?
    }
    private static let utf8Locale = unsafe Locale(value: newlocale(Int32(1 << LC_CTYPE), "C.UTF-8", nil))
}

extension IngestError {
    /// The one sentence for every kind of archive that asks for a password.
    static func encryptedArchive(name: String) -> IngestError {
        IngestError(
            .encrypted, name: name, "is protected by a password; unpack it yourself and add the folder")
    }

    /// The one sentence for every kind of document that asks for a password.
    static func encryptedDocument(name: String) -> IngestError {
        IngestError(
            .encrypted, name: name, "is protected by a password; save it without one and add it again")
    }

    /// The error for an archive inside others that have given all that they may give together.
    static func spentArchive(name: String) -> IngestError {
        IngestError(
            .tooLarge, name: name,
            "lies in an archive that unpacks to more than is allowed; unpack it yourself and add the folder")
    }
}
