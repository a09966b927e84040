import Hummingbird
import Workstation

/// Queued work.
struct JobRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let jobs = workstation.jobs
        router.get("/api/jobs") { _, _ in
            try Response.json(List(jobs: try await jobs.list()))
        }
        router.post("/api/jobs/:id/cancel") { _, context in
            try Response.json(try await jobs.cancel(context.part("id")))
        }
    }

    private struct List: Encodable {
        var jobs: [JobView]
    }
}
