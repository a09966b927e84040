import Hummingbird
import Workstation

/// What the home page shows, and whether the machine is well.
struct OverviewRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        router.get("/api/overview") { _, _ in
            try Response.json(try await workstation.overview())
        }
        router.get("/api/doctor") { _, _ in
            try Response.json(await workstation.doctor())
        }
    }
}
