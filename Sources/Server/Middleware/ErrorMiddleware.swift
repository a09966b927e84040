import Core
import HTTPTypes
import Hummingbird
import Logging

/// Turns every error into the body that the caller expects, and logs what the caller is not told.
struct ErrorMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let refusal = Refusal(error)
            if refusal.status.code >= 500 {
                DiapasonServer.logger.error(
                    "request failed",
                    metadata: [
                        "request": .string(context.requestId), "path": .string(request.uri.path),
                        "code": .string(refusal.code),
                        "error": .string(String(reflecting: error)),
                    ])
            }
            return try Self.response(refusal, to: request, context)
        }
    }

    private static func response(
        _ refusal: Refusal, to request: Request, _ context: ServerContext
    ) throws -> Response {
        let path = request.uri.path
        if path == "/v1" || path.hasPrefix("/v1/") {
            return try .json(OpenAIErrorBody(refusal, requestId: context.requestId), status: refusal.status)
        }
        let content = ErrorBody.Content(
            code: refusal.code, message: refusal.message, requestId: context.requestId)
        return try .json(ErrorBody(error: content), status: refusal.status)
    }
}
