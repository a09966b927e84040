import Core
import Foundation
import Glibc
import Synchronization

/// Holds a data home for one process: the database has one writer.
///
/// The lock is the kernel's (`flock`), so it ends with the process whatever ends that; the text in the file
/// only says who it is. The file stays when the lock is released.
package final class HomeLock: Sendable {
    /// The open lock file; -1 once it is released.
    private let descriptor: Mutex<Int32>

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - home: The home, already prepared.
    ///   - holder: Who takes it, as others will read it, such as `diapason serve`.
    /// - Throws: ``StoreError`` that says who holds the home when another process does.
    package init(_ home: DataHome, holder: String) throws {
        let descriptor = Glibc.open(home.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError.make(errno, "opened", home.lock) }
        var result: Int32
        repeat { result = flock(descriptor, LOCK_EX | LOCK_NB) } while result != 0 && errno == EINTR
        guard result == 0 else {
            let number = errno
            let other = Self.holder(of: home) ?? "another process"
            _ = Glibc.close(descriptor)
            guard number == EWOULDBLOCK else { throw SystemError.make(number, "locked", home.lock) }
            throw StoreError(
                .conflict, "home_in_use",
                "The data home \(home.path) is in use by \(other); stop that or give another home with --home."
            )
        }
        let text = Array("\(getpid()) \(holder.replacing("\n", with: " "))\n".utf8)
        guard ftruncate(descriptor, 0) == 0, Glibc.write(descriptor, text, text.count) == text.count else {
            let number = errno
            _ = Glibc.close(descriptor)
            throw SystemError.make(number, "written", home.lock)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Gives the home free, whoever still refers to this; a second call does nothing.
    package func release() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            _ = Glibc.close(descriptor)
            descriptor = -1
        }
    }

    /// Who wrote the lock file last, as `diapason serve (process 123)`; nil when nobody did.
    package static func holder(of home: DataHome) -> String? {
        // Only a hint for a sentence: a file that cannot be read is no reason to fail differently.
        guard let bytes = try? FileTree.read(home.lock, limit: 4096) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first?.split(
            separator: " ", maxSplits: 1)
        guard let parts, parts.count == 2, let process = Int(parts[0]) else { return nil }
        return "\(parts[1]) (process \(process))"
    }
}
