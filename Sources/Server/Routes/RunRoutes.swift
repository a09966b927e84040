import Hummingbird
import Workstation

/// Training runs.
struct RunRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let runs = workstation.runs
        router.post("/api/runs/plan") { request, _ in
            let body = try await request.json(Start.self)
            return try Response.json(
                try await runs.plan(
                    dataset: body.dataset, version: body.version, model: body.model,
                    settings: body.settings ?? PartialTrainingSettings()))
        }
        router.post("/api/runs") { request, _ in
            let body = try await request.json(Start.self)
            let run = try await runs.start(
                dataset: body.dataset, version: body.version, model: body.model, adapter: body.adapter,
                settings: body.settings ?? PartialTrainingSettings())
            return try Response.json(run, status: .accepted)
        }
        router.get("/api/runs") { _, _ in
            try Response.json(List(runs: try await runs.list()))
        }
        router.get("/api/runs/:id") { _, context in
            try Response.json(try await runs.show(context.part("id")))
        }
        router.get("/api/runs/:id/metrics") { _, context in
            try Response.json(try await runs.metrics(context.part("id")))
        }
        router.post("/api/runs/:id/cancel") { _, context in
            try Response.json(try await runs.cancel(context.part("id")))
        }
        router.post("/api/runs/:id/resume") { _, context in
            try Response.json(try await runs.resume(context.part("id")))
        }
        router.delete("/api/runs/:id") { _, context in
            try await runs.remove(context.part("id"))
            return Response.noContent
        }
    }

    private struct List: Encodable {
        var runs: [RunView]
    }

    private struct Start: Decodable {
        var dataset: String
        var version: Int?
        var model: String
        var adapter: String?
        var settings: PartialTrainingSettings?
    }
}
