import Hummingbird
import Workstation

/// Collections, the files sent to them, and reading these files.
struct CollectionRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let documents = workstation.documents
        let limit = workstation.configuration.extraction.maximumUploadBytes
        router.get("/api/collections") { _, _ in
            try Response.json(List(collections: try await documents.collections()))
        }
        router.post("/api/collections") { request, _ in
            let body = try await request.json(Creation.self)
            return try Response.json(try await documents.createCollection(body.name), status: .created)
        }
        router.get("/api/collections/:name") { _, context in
            try Response.json(try await documents.collection(context.part("name")))
        }
        router.delete("/api/collections/:name") { _, context in
            try await documents.removeCollection(context.part("name"))
            return Response.noContent
        }
        router.post("/api/collections/:name/uploads") { request, context in
            let chunks = try RequestChunks(request, limit: limit)
            let upload = try await documents.receive(
                collection: context.part("name"), path: request.required("path"), chunks: chunks)
            return try Response.json(upload, status: .created)
        }
        router.post("/api/collections/:name/ingest") { request, context in
            let body = try await request.json(Ingest.self)
            let job = try await documents.ingest(
                collection: context.part("name"), uploadIds: body.uploadIds ?? [], paths: body.paths ?? [])
            return try Response.json(job, status: .accepted)
        }
    }

    private struct List: Encodable {
        var collections: [CollectionView]
    }

    private struct Creation: Decodable {
        var name: String
    }

    private struct Ingest: Decodable {
        var uploadIds: [String]?
        var paths: [String]?
    }
}
