import Core
import Glibc

/// An open file: one owner, closed once, every result checked.
///
/// `@unchecked Sendable`: the descriptor is only used by the owner, which hands the handle from task to task
/// but never uses it from two at once (a ``BlobWriter`` or a local variable).
final class FileHandle: @unchecked Sendable {
    static let pieceSize = 1 << 20

    let path: String
    private var descriptor: Int32

    /// Opens a file for reading.
    convenience init(reading path: String) throws {
        try self.init(path, O_RDONLY)
    }

    /// Makes a new file that only its owner can read; one that exists already is an error.
    convenience init(creating path: String) throws {
        try self.init(path, O_WRONLY | O_CREAT | O_EXCL)
    }

    private init(_ path: String, _ flags: Int32) throws {
        self.path = path
        descriptor = Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError.make(errno, "opened", path) }
    }

    deinit { close() }

    /// The next piece of the file; nil at its end.
    func read(_ count: Int = FileHandle.pieceSize) throws -> [UInt8]? {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            repeat {
                result = Glibc.read(descriptor, buffer.baseAddress, count)
            } while result < 0 && errno == EINTR
            initialized = max(0, result)
        }
        guard result >= 0 else { throw SystemError.make(errno, "read", path) }
        return bytes.isEmpty ? nil : bytes
    }

    /// Writes all the bytes.
    func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if count < 0 {
                    if errno == EINTR { continue }
                    throw SystemError.make(errno, "written", path)
                }
                done += count
            }
        }
    }

    /// Waits until what was written is on the disk.
    func synchronize() throws {
        guard fsync(descriptor) == 0 else { throw SystemError.make(errno, "written", path) }
    }

    /// Closes the file; a second call does nothing.
    func close() {
        guard descriptor >= 0 else { return }
        _ = Glibc.close(descriptor)
        descriptor = -1
    }
}
