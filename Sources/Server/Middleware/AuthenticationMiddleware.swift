import HTTPTypes
import Hummingbird

/// Lets only the user in: by the access token, or by the permissions of the socket.
struct AuthenticationMiddleware: RouterMiddleware {
    let trust: Trust

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        switch trust {
        case .fileSystem: break
        case .token(let token):
            guard Self.tokens(in: request).contains(where: { ConstantTime.equal($0, token) }) else {
                throw Unauthorized()
            }
        }
        return try await next(request, context)
    }

    private static func tokens(in request: Request) -> [String] {
        var tokens = request.headers[values: .authorization].compactMap { value -> String? in
            let parts = value.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return String(parts[1])
        }
        tokens += request.headers[values: .xApiKey]
        if let cookie = SessionCookie.token(in: request) { tokens.append(cookie) }
        return tokens
    }
}
