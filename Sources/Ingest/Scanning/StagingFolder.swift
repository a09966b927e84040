import Core
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// The folder that archive members are written to, under names made here and never taken from an archive.
package final class StagingFolder: Sendable {
    /// Absolute path of the folder.
    package let path: String
    private let counter = Mutex(0)

    /// Uses a folder; it is made when it is missing (its parent must exist).
    ///
    /// - Throws: ``IngestError`` `staging_failed`.
    package init(path: String) throws(IngestError) {
        self.path = path
        let made = unsafe mkdir(path, 0o700)
        guard made == 0 || errno == EEXIST else { throw Self.failure(errno) }
    }

    /// A path in the folder that nothing lies at yet.
    func freshPath() -> String {
        let number = counter.withLock { value in
            value += 1
            return value
        }
        let digits = String(number)
        return "\(path)/member-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    /// Makes a new file, for this user alone.
    func makeFile() throws(IngestError) -> StagedFile {
        for _ in 0..<100_000 {
            let path = freshPath()
            let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            if descriptor >= 0 { return StagedFile(path: path, descriptor: descriptor) }
            // Left over from an earlier scan into the same folder.
            guard errno == EEXIST else { throw Self.failure(errno) }
        }
        throw Self.failure(EEXIST)
    }

    /// Makes a name for a file whose own name is not UTF-8 and thus cannot be written as a string.
    func makeAlias(for target: [CChar]) throws(IngestError) -> String {
        for _ in 0..<100_000 {
            let path = freshPath()
            let answer = unsafe target.withUnsafeBufferPointer { buffer in
                unsafe buffer.baseAddress.map { unsafe symlink($0, path) }
            }
            if answer == 0 { return path }
            guard errno == EEXIST else { throw Self.failure(errno) }
        }
        throw Self.failure(EEXIST)
    }

    /// The error for a failed system call.
    static func failure(_ code: Int32) -> IngestError {
        let remedy =
            code == ENOSPC || code == EDQUOT
            ? "free some disk space and try again" : "check the data home's permissions"
        return IngestError(
            .stagingFailed,
            message: "The staging folder could not be written (\(SystemFault.text(code))); \(remedy).")
    }
}

/// A file in staging that is being written; closed when released.
final class StagedFile: Sendable {
    /// Where it lies.
    let path: String
    /// Open for writing as long as the object lives.
    let descriptor: Int32

    /// Makes a file that must not exist yet.
    ///
    /// - Throws: ``IngestError`` `staging_failed`.
    init(creating path: String) throws(IngestError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StagingFolder.failure(errno) }
        self.path = path
        self.descriptor = descriptor
    }

    fileprivate init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    ///
    /// - Throws: ``IngestError`` `staging_failed`, for instance when the disk is full.
    func write(_ bytes: ArraySlice<UInt8>) throws(IngestError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw StagingFolder.failure(count < 0 ? errno : ENOSPC) }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until the bytes are on the disk.
    func synchronize() throws(IngestError) {
        guard fsync(descriptor) == 0 else { throw StagingFolder.failure(errno) }
    }

    /// Removes the file.
    func discard() { _ = unsafe unlink(path) }
}
