package import Core

/// What a service refuses to do, or could not do.
package struct WorkstationError: ExplainedError {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable machine-readable word.
    package let code: String
    /// One sentence that names the thing and the remedy.
    package let message: String
    /// What lay below, for the log; never sent to a client.
    package let cause: (any Error)?

    init(_ category: ErrorCategory, _ code: String, _ message: String, cause: (any Error)? = nil) {
        self.category = category
        self.code = code
        self.message = message
        self.cause = cause
    }

    static func notFound(_ kind: String, _ name: String, remedy: String) -> WorkstationError {
        let code = kind.replacing(" ", with: "_") + "_not_found"
        return WorkstationError(.notFound, code, "There is no \(kind) \(name.debugDescription); \(remedy).")
    }

    static func conflict(_ code: String, _ message: String) -> WorkstationError {
        WorkstationError(.conflict, code, message)
    }

    static func invalid(_ code: String, _ message: String) -> WorkstationError {
        WorkstationError(.invalidInput, code, message)
    }
}
