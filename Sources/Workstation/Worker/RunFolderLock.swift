internal import Core
internal import Foundation

/// Holds a run's folder while a process works in it, so that a successor waits for a predecessor to let go.
final class RunFolderLock {
    private let descriptor: Int32

    /// Takes the lock; waits while another process holds it.
    ///
    /// - Throws: ``WorkstationError`` when the folder cannot be written.
    init(_ folder: String) throws {
        descriptor = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw WorkstationError(
                .unavailable, "run_folder_not_writable",
                "The run's folder \(folder.debugDescription) cannot be written; check its permissions and the disk."
            )
        }
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }

    deinit { close(descriptor) }
}
