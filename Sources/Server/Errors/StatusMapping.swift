import Core
import Hummingbird

/// The one place that knows which kind of error is which HTTP status.
enum StatusMapping {
    /// The status for a kind of error.
    static func status(of category: ErrorCategory) -> HTTPResponse.Status {
        switch category {
        case .invalidInput, .corrupt: .badRequest
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .tooLarge: .contentTooLarge
        case .unsupported: .unprocessableContent
        case .cancelled: HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request")
        case .unavailable: .serviceUnavailable
        case .internalFault: .internalServerError
        }
    }

    /// The kind of error behind a status, for a client that reads it.
    static func category(of status: Int) -> ErrorCategory {
        switch status {
        case 401, 403: .forbidden
        case 404: .notFound
        case 409: .conflict
        case 413: .tooLarge
        case 422, 501: .unsupported
        case 499: .cancelled
        case 503: .unavailable
        case 400..<500: .invalidInput
        default: .internalFault
        }
    }
}
