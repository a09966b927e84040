import Core
import Hummingbird

/// Fresh one-time links, for those who are in already.
struct LoginLinkRoutes {
    let address: ServedAddress

    func add(to router: some RouterMethods<ServerContext>) {
        router.post("/api/login-links") { _, _ in
            guard let link = address.makeLoginLink() else {
                throw ServerError(
                    .conflict, "not_serving",
                    "This home is open without a web page; run 'diapason serve' to get a link.")
            }
            return try Response.json(Link(url: link), status: .created)
        }
    }

    private struct Link: Encodable {
        var url: String
    }
}
