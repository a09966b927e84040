import Core
import Hummingbird
import Workstation

/// Datasets: built from a collection, brought as a file, edited row by row, taken away as a file.
struct DatasetRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let datasets = workstation.datasets
        router.get("/api/datasets") { _, _ in
            try Response.json(List(datasets: try await datasets.list()))
        }
        router.post("/api/datasets") { request, _ in
            let body = try await request.json(Build.self)
            guard let recipe = RecipeName(rawValue: body.recipe) else {
                let all = RecipeName.allCases.map(\.rawValue).joined(separator: ", ")
                throw ServerError.invalid("There is no recipe of this name; choose one of \(all).")
            }
            let (dataset, job) = try await datasets.build(
                collection: body.collection, recipe: recipe, name: body.name,
                options: body.options ?? BuildOptions())
            return try Response.json(Started(dataset: dataset, job: job), status: .accepted)
        }
        router.post("/api/datasets/import") { request, _ in
            let name = try request.required("name")
            let fileName = try request.required("fileName")
            let columns = try request.query("map").map { try ImportColumns($0) }
            let data = try await RequestChunks(request, limit: RequestLimits.datasetFile).collect()
            return try Response.json(
                try await datasets.importFile(
                    name: name, fileName: fileName, data: data, columns: columns),
                status: .created)
        }
        router.post("/api/datasets/import/preview") { request, _ in
            let fileName = try request.required("fileName")
            let data = try await RequestChunks(request, limit: RequestLimits.datasetFile).collect()
            return try Response.json(try await datasets.previewTable(fileName: fileName, data: data))
        }
        router.get("/api/datasets/:name") { _, context in
            try Response.json(try await datasets.show(context.part("name")))
        }
        router.delete("/api/datasets/:name") { _, context in
            try await datasets.remove(context.part("name"))
            return Response.noContent
        }
        addRows(to: router)
        DatasetReviewRoutes(workstation: workstation).add(to: router)
    }

    private func addRows(to router: some RouterMethods<ServerContext>) {
        let datasets = workstation.datasets
        router.get("/api/datasets/:name/examples") { request, context in
            var filter = ExampleFilter()
            filter.version = try request.wholeNumber("version")
            filter.split = try request.choice("split", of: DatasetSplit.self)
            filter.query = request.query("query")
            filter.isEdited = try request.choice("edited", of: Flag.self).map { $0 == .true }
            filter.document = request.query("document")
            filter.kind = try request.choice("kind", of: Example.Kind.self)
            filter.rating = try request.choice("rating", of: RatingFilter.self)
            filter.offset = try request.wholeNumber("offset") ?? filter.offset
            filter.limit = try request.wholeNumber("limit") ?? filter.limit
            return try Response.json(try await datasets.examples(context.part("name"), filter))
        }
        router.post("/api/datasets/:name/edits") { request, context in
            let body = try await request.json(Edits.self)
            let version = try await datasets.edit(
                context.part("name"), version: body.version, edits: body.edits)
            return try Response.json(version, status: .created)
        }
        router.get("/api/datasets/:name/export") { request, context in
            let (fileName, lines) = try await datasets.export(
                context.part("name"), version: request.wholeNumber("version"),
                format: request.choice("format", of: ExportFormat.self) ?? .chat,
                rows: request.choice("rows", of: ExportRows.self) ?? .train)
            let type = fileName.hasSuffix(".csv") ? "text/csv; charset=utf-8" : "application/x-ndjson"
            return FileDownload.stream(lines, fileName: fileName, type: type)
        }
    }

    private enum Flag: String, CaseIterable {
        case `true`
        case `false`
    }

    private struct List: Encodable {
        var datasets: [DatasetView]
    }

    private struct Build: Decodable {
        var collection: String
        var recipe: String
        var name: String?
        var options: BuildOptions?
    }

    private struct Started: Encodable {
        var dataset: DatasetView
        var job: JobView
    }

    private struct Edits: Decodable {
        var version: Int
        var edits: [ExampleEdit]
    }
}
