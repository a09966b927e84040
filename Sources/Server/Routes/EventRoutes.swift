import Hummingbird
import Workstation

/// Everything that happens, as it happens.
///
/// A client that was away re-reads the resources; nothing is replayed, and a client that is too slow loses the
/// oldest events rather than holding up the rest.
struct EventRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        router.get("/api/events") { _, _ in
            let events = await workstation.events.subscribe()
            return EventStream.response(sign: .ping, mayLose: true) { stream in
                // An event at once tells the client that the stream is open.
                stream.yield(.ping)
                for await event in events { stream.yield(try EventFrame(event)) }
            }
        }
    }
}
