internal import Core

/// The exit status of every kind of error, in one place.
enum ExitStatus {
    static let success: Int32 = 0

    /// 2 for what the caller can mend, 3 for what is missing, 4 for what is in the way, 1 for the rest.
    static func of(_ category: ErrorCategory) -> Int32 {
        switch category {
        case .invalidInput, .tooLarge, .corrupt, .unsupported: 2
        case .notFound: 3
        case .conflict, .unavailable, .forbidden: 4
        case .cancelled: 130
        case .internalFault: 1
        }
    }
}
