import Hummingbird
import Workstation

/// Documents: what was made of each file.
struct DocumentRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let documents = workstation.documents
        router.get("/api/documents") { request, _ in
            var filter = DocumentFilter()
            filter.collection = request.query("collection")
            filter.state = try request.choice("state", of: DocumentView.State.self)
            filter.query = request.query("query")
            filter.offset = try request.wholeNumber("offset") ?? filter.offset
            filter.limit = try request.wholeNumber("limit") ?? filter.limit
            return try Response.json(try await documents.list(filter))
        }
        router.get("/api/documents/:id") { request, context in
            try Response.json(
                try await documents.show(context.part("id"), revision: request.wholeNumber("revision")))
        }
    }
}
