import Core
import HTTPTypes
import Hummingbird

/// Answers only requests that name this server exactly, on every route.
///
/// A page elsewhere that points its own name at the loopback address (DNS rebinding) gets nowhere with that.
struct HostMiddleware: RouterMiddleware {
    let hosts: HostList

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        guard let host = request.head.authority, hosts.contains(host) else {
            throw ServerError(
                .forbidden, "host_not_allowed",
                "This server answers only under its own loopback address; open the address that it printed.")
        }
        return try await next(request, context)
    }
}
