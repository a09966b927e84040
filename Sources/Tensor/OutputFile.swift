#if canImport(Glibc)
    internal import Glibc
#endif

/// Writes a file so that readers see the old content or the whole new one, whatever is killed and whenever.
///
/// The bytes go into a neighbour named `<path>.partial`; ``commit()`` makes them durable and renames. An object that
/// is dropped without it removes the neighbour.
package struct OutputFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var partial: String { path + ".partial" }

    /// Opens the neighbour for writing.
    ///
    /// - Throws: ``TensorError`` when the folder does not exist or may not be written.
    package init(path: String) throws(TensorError) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        let descriptor = unsafe open(path + ".partial", flags, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path, reason: Self.lastError()) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
        _ = unsafe unlink(path + ".partial")
    }

    /// Appends bytes.
    ///
    /// - Throws: ``TensorError`` when the disk is full or fails.
    package func write(_ bytes: RawSpan) throws(TensorError) {
        let failure: String? = unsafe bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                guard let start = buffer.baseAddress else { break }
                let written = unsafe Glibc.write(descriptor, start + done, buffer.count - done)
                if written < 0 {
                    if errno == EINTR { continue }
                    return Self.lastError()
                }
                done += written
            }
            return nil
        }
        if let failure { throw .unwritable(path, reason: failure) }
    }

    /// Appends bytes.
    ///
    /// - Throws: ``TensorError`` when the disk is full or fails.
    package func write(_ bytes: [UInt8]) throws(TensorError) {
        try unsafe write(bytes.span.bytes)
    }

    /// Appends all elements of a matrix as 32-bit little-endian floats.
    ///
    /// - Throws: ``TensorError`` when the disk is full or fails.
    package func write(_ matrix: Matrix) throws(TensorError) {
        try matrix.withSpan { span throws(TensorError) in try unsafe write(span.bytes) }
    }

    /// Makes the bytes durable and gives the file its name.
    ///
    /// - Throws: ``TensorError`` when the disk is full or fails; the old file is then untouched.
    package consuming func commit() throws(TensorError) {
        guard fsync(descriptor) == 0 else { throw .unwritable(path, reason: Self.lastError()) }
        guard unsafe rename(partial, path) == 0 else { throw .unwritable(path, reason: Self.lastError()) }
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let handle = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { return }
        // A folder that cannot be synced, as on some network disks, still holds the renamed file.
        _ = fsync(handle)
        _ = close(handle)
    }

    private static func lastError() -> String { unsafe String(cString: strerror(errno)) }
}
