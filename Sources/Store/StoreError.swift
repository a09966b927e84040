package import Core

/// What can go wrong with the data home, the database and the blobs, in one sentence a person can act on.
package struct StoreError: ExplainedError {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable machine-readable word in snake case.
    package let code: String
    /// One sentence that names the thing and the remedy; it holds no SQL and no document text.
    package let message: String
    /// The underlying library's own words, for the log only.
    package let cause: String?

    init(_ category: ErrorCategory, _ code: String, _ message: String, cause: String? = nil) {
        self.category = category
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension StoreError {
    /// The named thing is not in the library; `command` lists what is.
    static func notFound(_ kind: String, _ name: String, command: String? = nil) -> StoreError {
        let shown = String(name.prefix(80)).debugDescription
        let remedy = command.map { "; '\($0)' shows what there is" } ?? ""
        return StoreError(.notFound, "\(snakeCase(kind))_not_found", "There is no \(kind) \(shown)\(remedy).")
    }

    /// The name is taken.
    static func exists(_ kind: String, _ name: String) -> StoreError {
        StoreError(
            .conflict, "\(snakeCase(kind))_exists",
            "There is already a \(kind) named \(name.debugDescription); choose another name or remove it first."
        )
    }

    private static func snakeCase(_ kind: String) -> String {
        kind.replacing(" ", with: "_").lowercased()
    }
}
