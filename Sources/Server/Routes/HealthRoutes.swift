import Core
import Hummingbird

/// Whether the server is alive: the one answer that needs no token.
struct HealthRoutes {
    func add(to router: some RouterMethods<ServerContext>) {
        router.get("/api/health") { _, _ in
            try Response.json(Health(status: "ok", version: ProductVersion.current))
        }
    }

    private struct Health: Encodable {
        var status: String
        var version: String
    }
}
