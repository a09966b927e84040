/// A name that does not follow ``NameRule`` or the grammar of ``ModelName``.
package struct NameError: ExplainedError, Hashable {
    /// One sentence that names the thing and the remedy.
    package let message: String

    /// Makes an error.
    package init(_ message: String) { self.message = message }

    /// Always ``ErrorCategory/invalidInput``.
    package var category: ErrorCategory { .invalidInput }
    /// Always `invalid_name`.
    package var code: String { "invalid_name" }
}
