import Core
import Hummingbird
import NIOCore

/// What a client is told of an error: never more than its own sentence.
struct Refusal: Sendable {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    /// The field of the request that is wrong, when the error names one.
    var parameter: String?

    /// Maps any error; one that does not explain itself becomes a 500 without detail.
    init(_ error: any Error) {
        switch error {
        case let error as Unauthorized:
            self.init(.unauthorized, "unauthorized", error.message)
        case let error as ServerError:
            self.init(StatusMapping.status(of: error.category), error.code, error.message)
            parameter = error.parameter
        case let error as any ExplainedError:
            self.init(StatusMapping.status(of: error.category), error.code, error.message)
        case is NIOTooManyBytesError:
            self.init(.contentTooLarge, "request_too_large", "The request is too long; send less at once.")
        case is CancellationError:
            self.init(StatusMapping.status(of: .cancelled), "cancelled", "The request was cancelled.")
        case let error as HTTPError where error.status == .notFound:
            self.init(ServerError.unknownRoute)
        case let error as HTTPError where error.status.code < 500:
            self.init(
                error.status, "invalid_request",
                error.body ?? "The request is not understood; see /api/openapi.json.")
        default:
            self.init(
                .internalServerError, "internal_error",
                "The server failed on this request; its log has the details under the request's identifier.")
        }
    }

    private init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }
}
