import Hummingbird
import Workstation

/// Vectors of texts, in OpenAI's shape.
struct EmbeddingRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let embedding = workstation.embedding
        router.post("/v1/embeddings") { request, _ in
            let body = try await request.openAI(EmbeddingRequestBody.self)
            let result = try await embedding.embed(
                model: body.model, inputs: body.inputs, dimensions: body.dimensions)
            return try Response.openAI(EmbeddingList(result, body))
        }
    }
}
