package import Core
import Foundation

/// What the server refused, or why it could not be asked, in the server's own sentence where there is one.
package struct APIError: ExplainedError {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable machine-readable word.
    package let code: String
    /// One sentence that names the thing and the remedy.
    package let message: String
    /// The HTTP status; nil when there was no answer.
    package let status: Int?
    /// The server's identifier of the request, to be found in its log.
    package let requestId: String?

    /// Reads the body of a refusal: `{"error":{"code","message","requestId"}}`, also in OpenAI's shape.
    init(status: Int, body: Data) {
        struct Body: Decodable {
            struct Refusal: Decodable {
                var code: String?
                var message: String?
                var requestId: String?
            }
            var error: Refusal
        }
        // A body in another form is no error of its own: the status says enough.
        let refusal = try? JSONDecoder().decode(Body.self, from: body).error
        self.status = status
        category = StatusMapping.category(of: status)
        code = refusal?.code ?? "http_\(status)"
        message = refusal?.message ?? "The server refused the request with status \(status); see its log."
        requestId = refusal?.requestId
    }

    private init(_ category: ErrorCategory, _ code: String, _ message: String) {
        self.category = category
        self.code = code
        self.message = message
        status = nil
        requestId = nil
    }

    static func unreachable(_ place: String) -> APIError {
        APIError(
            .unavailable, "server_unreachable",
            "No server answers at \(place); start it with 'diapason serve'.")
    }

    static func interrupted(_ place: String) -> APIError {
        APIError(
            .unavailable, "connection_lost",
            "The server at \(place) closed the connection before its answer was complete; see its log.")
    }

    static func unreadable(_ message: String) -> APIError {
        APIError(.internalFault, "answer_unreadable", message)
    }

    static func file(_ path: String, _ verb: String, _ category: ErrorCategory = .unavailable) -> APIError {
        APIError(
            category, "file_not_\(verb)",
            "The file \(path) could not be \(verb); check its folder, its permissions and the disk.")
    }
}
