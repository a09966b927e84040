import Core

#if canImport(Glibc)
    import Glibc
#endif

/// Reads regular files, and nothing else, into memory.
enum FileBytes {
    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - path: Absolute path.
    ///   - name: The name for messages.
    ///   - limit: Most bytes that may be read; a larger file is an error.
    /// - Returns: The bytes.
    /// - Throws: ``IngestError`` `not_found`, `unreadable`, `special_file` or `too_large`.
    static func read(path: String, name: String, limit: Int) throws(IngestError) -> [UInt8] {
        let handle = try OpenFile(path: path, name: name)
        guard handle.byteCount <= limit else {
            throw IngestError(
                .tooLarge, name: name,
                "has \(ByteCount.text(handle.byteCount)), more than the \(ByteCount.text(limit)) that are read;"
                    + " split it into smaller files")
        }
        return try handle.read(upTo: limit)
    }

    /// Reads at most `count` bytes from the start of a file, and tells its size.
    static func prefix(path: String, name: String, count: Int) throws(IngestError) -> (
        bytes: [UInt8], size: Int
    ) {
        let handle = try OpenFile(path: path, name: name)
        return (try handle.read(upTo: count), handle.byteCount)
    }
}

/// A regular file that is open for reading; closed when released.
final class OpenFile {
    /// Size when it was opened, in bytes.
    let byteCount: Int
    private let descriptor: Int32
    private let name: String

    /// Opens a regular file without waiting for a pipe's other end.
    init(path: String, name: String) throws(IngestError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Self.failure(errno, name: name) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw Self.failure(code, name: name)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw IngestError(.specialFile, name: name, "is not a regular file; only files can be read")
        }
        self.descriptor = descriptor
        self.byteCount = Int(status.st_size)
        self.name = name
    }

    deinit { close(descriptor) }

    /// Reads from the current position until `limit` bytes or the end.
    func read(upTo limit: Int) throws(IngestError) -> [UInt8] {
        try bytes(at: nil, count: limit)
    }

    /// Reads `count` bytes at an offset; fewer when the file ends before.
    func read(at offset: Int, count: Int) throws(IngestError) -> [UInt8] {
        try bytes(at: offset, count: count)
    }

    private func bytes(at offset: Int?, count: Int) throws(IngestError) -> [UInt8] {
        var result: [UInt8] = []
        let wanted = max(0, min(count, byteCount))
        var code: Int32 = 0
        result = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                guard let base = buffer.baseAddress else { break }
                let got =
                    if let offset {
                        unsafe pread(descriptor, base + filled, wanted - filled, off_t(offset + filled))
                    } else {
                        unsafe Glibc.read(descriptor, base + filled, wanted - filled)
                    }
                if got < 0 && errno == EINTR { continue }
                if got < 0 { code = errno }
                if got <= 0 { break }
                filled += got
            }
        }
        guard code == 0 else { throw Self.failure(code, name: name) }
        return result
    }

    private static func failure(_ code: Int32, name: String) -> IngestError {
        switch code {
        case ENOENT, ENOTDIR:
            IngestError(.notFound, name: name, "does not exist any more; add it again")
        case EACCES, EPERM:
            IngestError(.unreadable, name: name, "may not be read by this user; change its permissions")
        default:
            IngestError(
                .unreadable, name: name,
                "could not be read (\(SystemFault.text(code))); check the disk it lies on")
        }
    }
}
