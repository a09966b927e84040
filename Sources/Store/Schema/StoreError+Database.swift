import Core
import GRDB

extension StoreError {
    /// Puts SQLite's result into a sentence; the library's own words stay in ``cause``.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
        } else if let error = error as? DatabaseError {
            self.init(error, path: path)
        } else if error is CancellationError {
            self.init(.cancelled, "cancelled", "The operation was cancelled.")
        } else {
            self.init(
                .corrupt, "database_unreadable",
                "The database \(path) holds a value that this version cannot read; restore a backup of it.",
                cause: String(describing: error))
        }
    }

    private init(_ error: DatabaseError, path: String) {
        // Only the library's message: the statement and its arguments could hold document text.
        let cause = "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .unavailable, "disk_full",
                "The disk that holds \(path) is full; free some space and try again (nothing was changed).",
                cause: cause)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            self.init(
                .corrupt, "database_unreadable",
                "The database \(path) is damaged or is not a database; restore a backup of it.", cause: cause)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self.init(
                .unavailable, "database_not_writable",
                "The database \(path) cannot be opened for writing; check the permissions of its folder.",
                cause: cause)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .unavailable, "database_busy",
                "The database \(path) is locked by another program; close that program and try again.",
                cause: cause)
        case .SQLITE_IOERR:
            self.init(
                .unavailable, "disk_error",
                "Reading or writing \(path) failed; check that the disk is healthy and has space.",
                cause: cause)
        case .SQLITE_CONSTRAINT:
            self.init(
                .conflict, "constraint_violated",
                "The change contradicts what the library holds; nothing was changed.", cause: cause)
        case .SQLITE_INTERRUPT, .SQLITE_ABORT:
            self.init(.cancelled, "cancelled", "The operation was cancelled.", cause: cause)
        default:
            self.init(
                .internalFault, "database_error", "The database \(path) refused a statement; see the log.",
                cause: cause)
        }
    }

    /// Whether the row contradicts another row's key.
    static func isUniqueViolation(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
            || error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
    }
}
