import HTTPTypes
import Hummingbird
import NIOCore

/// The one-time link that signs a browser in.
struct LoginRoutes {
    let codes: LoginCodes
    let token: String

    func add(to router: some RouterMethods<ServerContext>) {
        router.get("/login") { request, _ in
            guard let code = request.query("code"), codes.redeem(code) else { return Self.refusal }
            return Response(
                status: .seeOther,
                headers: [.location: "/", .setCookie: SessionCookie.header(token), .cacheControl: "no-store"])
        }
    }

    // Plain text: a person reads it in a browser that is not signed in, so there is no page to show it on.
    private static var refusal: Response {
        let text =
            "This link was used already or is older than ten minutes. "
            + "Run 'diapason serve' again, or ask a signed-in page for a new link.\n"
        return Response(
            status: .forbidden, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
