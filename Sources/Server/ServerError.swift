import Core

/// What the server itself refuses: a wrong request, or a port or socket that it cannot have.
struct ServerError: ExplainedError {
    let category: ErrorCategory
    let code: String
    let message: String
    /// The field of a request that is wrong, where clients ask for its name.
    let parameter: String?

    init(_ category: ErrorCategory, _ code: String, _ message: String, parameter: String? = nil) {
        self.category = category
        self.code = code
        self.message = message
        self.parameter = parameter
    }

    static func invalid(_ message: String) -> ServerError {
        ServerError(.invalidInput, "invalid_request", message)
    }

    static func tooLarge(_ limit: Int) -> ServerError {
        ServerError(
            .tooLarge, "request_too_large", "The request is longer than \(limit) bytes; send less at once.")
    }

    static let unknownRoute = ServerError(
        .notFound, "route_not_found",
        "There is nothing at this address; see /api/openapi.json for what there is.")
}
