import Core
import HTTPTypes
import Hummingbird

/// Lets only our own page change things: an `Origin`, where a browser sends one, must be ours.
struct OriginMiddleware: RouterMiddleware {
    private static let safeMethods: Set<HTTPRequest.Method> = [.get, .head, .options]

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        if !Self.safeMethods.contains(request.method) {
            for origin in request.headers[values: .origin] {
                // The host has been checked before, so this is one of our own names.
                guard let host = request.head.authority, origin == "http://\(host)" else {
                    throw ServerError(
                        .forbidden, "origin_not_allowed",
                        "Another page sent this change; make it on the page of this server.")
                }
            }
            let site = request.headers[values: .secFetchSite]
            guard site.allSatisfy({ $0 == "same-origin" || $0 == "none" }) else {
                throw ServerError(
                    .forbidden, "origin_not_allowed",
                    "Another page sent this change; make it on the page of this server.")
            }
        }
        return try await next(request, context)
    }
}
