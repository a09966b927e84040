package import Core

/// What can go wrong with the questions of an evaluation.
package struct EvaluationError: ExplainedError, Hashable {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable word in snake case.
    package let code: String
    /// One sentence that names the thing and the remedy.
    package let message: String

    static func unreadable(_ path: String) -> EvaluationError {
        EvaluationError(
            category: .notFound, code: "questions_not_found",
            message:
                "The question file \(path.debugDescription) cannot be read; check the path and its permissions."
        )
    }

    static func invalid(_ reason: String) -> EvaluationError {
        EvaluationError(
            category: .invalidInput, code: "invalid_questions",
            message: "The questions cannot be used: \(reason).")
    }
}
