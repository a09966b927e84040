import Hummingbird
import Workstation

/// Base models.
struct ModelRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let models = workstation.models
        router.get("/api/models") { _, _ in
            try Response.json(List(models: try await models.list()))
        }
        router.post("/api/models") { request, _ in
            let body = try await request.json(Import.self)
            return try Response.json(
                try await models.importModel(path: body.path, name: body.name), status: .created)
        }
        router.get("/api/models/:name") { _, context in
            try Response.json(try await models.show(context.part("name")))
        }
        router.delete("/api/models/:name") { _, context in
            try await models.remove(context.part("name"))
            return Response.noContent
        }
    }

    private struct List: Encodable {
        var models: [ModelView]
    }

    private struct Import: Decodable {
        var path: String
        var name: String?
    }
}
