import Core
import Hummingbird
import Workstation

/// Datasets as a person reviews them: filters, differences, ratings, rows as a model sees them.
struct DatasetReviewRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        addFilters(to: router)
        let datasets = workstation.datasets
        router.post("/api/datasets/:name/revert") { request, context in
            let body = try await request.json(Revert.self)
            let version = try await datasets.revert(
                context.part("name"), version: body.version, to: body.to)
            return try Response.json(version, status: .created)
        }
        router.get("/api/datasets/:name/difference") { request, context in
            guard let from = try request.wholeNumber("from"), let to = try request.wholeNumber("to") else {
                throw ServerError.invalid("Two versions are needed; name them as 'from' and 'to'.")
            }
            return try Response.json(
                try await datasets.difference(context.part("name"), from: from, to: to))
        }
        router.get("/api/datasets/:name/examples/:row/rendered") { request, context in
            try Response.json(
                try await datasets.rendered(
                    context.part("name"), row: context.part("row"), version: request.wholeNumber("version"),
                    model: request.required("model")))
        }
        router.put("/api/datasets/:name/examples/:row/rating") { request, context in
            let body = try await request.json(Rating.self)
            try await datasets.rate(context.part("name"), row: context.part("row"), rating: body.rating)
            return Response.noContent
        }
        router.get("/api/datasets/:name/lengths") { request, context in
            try Response.json(
                try await datasets.lengths(
                    context.part("name"), version: request.wholeNumber("version"),
                    model: request.required("model")))
        }
        router.get("/api/datasets/:name/card") { request, context in
            let (fileName, text) = try await datasets.card(
                context.part("name"), version: request.wholeNumber("version"))
            let lines = AsyncThrowingStream<[UInt8], any Error> { continuation in
                continuation.yield(Array(text.utf8))
                continuation.finish()
            }
            return FileDownload.stream(lines, fileName: fileName, type: "text/markdown; charset=utf-8")
        }
    }

    private func addFilters(to router: some RouterMethods<ServerContext>) {
        let datasets = workstation.datasets
        router.get("/api/datasets/:name/curation") { request, context in
            try Response.json(
                try await datasets.curation(context.part("name"), version: request.wholeNumber("version")))
        }
        router.get("/api/datasets/:name/curation/:filter") { request, context in
            try Response.json(
                try await datasets.findings(
                    context.part("name"), of: context.part("filter"), version: request.wholeNumber("version"),
                    offset: request.wholeNumber("offset") ?? 0, limit: request.wholeNumber("limit") ?? 50))
        }
        router.get("/api/datasets/:name/chunks") { request, context in
            try Response.json(
                try await datasets.chunks(
                    context.part("name"), version: request.wholeNumber("version"),
                    outcome: request.choice("outcome", of: ChunkOutcomeFilter.self),
                    offset: request.wholeNumber("offset") ?? 0, limit: request.wholeNumber("limit") ?? 50))
        }
        router.post("/api/datasets/:name/curation") { request, context in
            let body = try await request.json(Curate.self)
            let version = try await datasets.curate(
                context.part("name"), version: body.version, change: body.change)
            return try Response.json(version, status: .created)
        }
    }

    private struct Revert: Decodable {
        var version: Int
        var to: Int
    }

    private struct Rating: Decodable {
        var rating: Int
    }

    /// The change lies beside the version in one object.
    private struct Curate: Decodable {
        var version: Int
        var change: CurationChange

        private enum Key: String, CodingKey {
            case version
        }

        init(from decoder: any Decoder) throws {
            version = try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: .version)
            change = try CurationChange(from: decoder)
        }
    }
}
