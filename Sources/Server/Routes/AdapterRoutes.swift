import Hummingbird
import Workstation

/// Adapters and the bundles they travel in.
struct AdapterRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let adapters = workstation.adapters
        router.get("/api/adapters") { _, _ in
            try Response.json(List(adapters: try await adapters.list()))
        }
        router.post("/api/adapters/import") { request, _ in
            let chunks = try RequestChunks(request, limit: RequestLimits.adapterBundle)
            let path = try await adapters.receiveBundle(chunks: chunks)
            return try Response.json(
                try await adapters.importBundle(
                    name: request.query("name"), modelName: request.query("model"),
                    fileName: request.query("file"), path: path),
                status: .created)
        }
        router.get("/api/adapters/:name") { _, context in
            try Response.json(try await adapters.show(context.part("name")))
        }
        router.delete("/api/adapters/:name") { _, context in
            try await adapters.remove(context.part("name"))
            return Response.noContent
        }
        router.post("/api/adapters/:name/promote") { request, context in
            let body = try await request.json(Promotion.self)
            return try Response.json(try await adapters.promote(context.part("name"), version: body.version))
        }
        router.get("/api/adapters/:name/export") { request, context in
            let bundle = try await adapters.export(
                context.part("name"), version: request.wholeNumber("version"))
            return FileDownload.temporary(
                path: bundle.path, fileName: bundle.fileName, sizeBytes: bundle.sizeBytes,
                type: "application/zip")
        }
    }

    private struct List: Encodable {
        var adapters: [AdapterView]
    }

    private struct Promotion: Decodable {
        var version: Int
    }
}
