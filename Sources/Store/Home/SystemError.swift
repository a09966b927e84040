import Core
import Glibc

/// Turns the system's error numbers into sentences.
enum SystemError {
    /// The error for a file that could not be `verb` (opened, read, written, …).
    static func make(_ number: Int32, _ verb: String, _ path: String) -> StoreError {
        let cause = String(cString: strerror(number))
        switch number {
        case ENOSPC, EDQUOT:
            return StoreError(
                .unavailable, "disk_full",
                "The disk that holds \(path) is full; free some space and try again.", cause: cause)
        case ENOENT:
            return StoreError(
                .notFound, "file_not_found", "There is no file or folder \(path); check the path.",
                cause: cause)
        case EACCES, EPERM, EROFS:
            return StoreError(
                .forbidden, "file_not_permitted",
                "\(path) could not be \(verb): permission denied; check who owns it.", cause: cause)
        case EISDIR:
            return StoreError(
                .invalidInput, "not_a_file", "\(path) is a folder, not a file; name a file.", cause: cause)
        case ENOTDIR:
            return StoreError(
                .invalidInput, "not_a_folder", "A part of the path \(path) is not a folder; check the path.",
                cause: cause)
        case EMFILE, ENFILE:
            return StoreError(
                .unavailable, "too_many_files",
                "\(path) could not be \(verb): too many files are open; raise the limit (ulimit -n).",
                cause: cause)
        default:
            return StoreError(
                .unavailable, "file_error",
                "\(path) could not be \(verb): \(cause.lowercased()); check the disk.",
                cause: cause)
        }
    }
}
