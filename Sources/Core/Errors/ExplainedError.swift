/// An error that a person can act on: its message is one sentence that names the thing and the remedy.
///
/// Every module has one error type that conforms (`EngineError`, `IngestError` and so on). The server maps
/// ``category`` to an HTTP status in one file, the commands to an exit status in one file.
package protocol ExplainedError: Error, CustomStringConvertible {
    /// What kind of trouble this is.
    var category: ErrorCategory { get }
    /// A stable machine-readable word in snake case, such as `model_not_found`.
    var code: String { get }
    /// One sentence that names the thing and the remedy. It holds no document text, SQL or secret.
    var message: String { get }
}

extension ExplainedError {
    /// The message: what a person reads.
    package var description: String { message }
}
