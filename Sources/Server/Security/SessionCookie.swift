import Hummingbird

/// The cookie that carries the access token of a signed-in browser.
enum SessionCookie {
    static let name = "diapason"
    /// How long a browser stays signed in.
    private static let lifetimeSeconds = 30 * 24 * 3600

    /// The value of `Set-Cookie`: no script can read it and no other site's request carries it.
    static func header(_ token: String) -> String {
        "\(name)=\(token); Path=/; Max-Age=\(lifetimeSeconds); HttpOnly; SameSite=Strict"
    }

    /// The token in a request's cookies.
    static func token(in request: Request) -> String? {
        request.cookies[name]?.value
    }
}
