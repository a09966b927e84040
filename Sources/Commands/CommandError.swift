internal import Core

/// What only the command line can refuse.
struct CommandError: ExplainedError {
    let category: ErrorCategory
    let message: String
    var code: String { "command_failed" }

    init(_ category: ErrorCategory, _ message: String) {
        self.category = category
        self.message = message
    }
}
