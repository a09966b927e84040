import Foundation
import Hummingbird

/// The description of this API.
struct OpenAPIRoutes {
    func add(to router: some RouterMethods<ServerContext>) {
        router.get("/api/openapi.json") { _, _ in
            try Response.json(OpenAPIDocument.value)
        }
    }
}
