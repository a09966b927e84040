internal import Store

/// How a job's work says how far it is.
struct JobProgress: Sendable {
    private let id: String
    private let store: LibraryStore
    private let events: EventHub

    init(id: String, store: LibraryStore, events: EventHub) {
        self.id = id
        self.store = store
        self.events = events
    }

    /// Stores and tells how far the job is.
    func report(done: Int, total: Int, _ message: String? = nil) async throws {
        let job = try await store.updateJob(id, done: done, total: total, message: message)
        await events.publish(.job(JobView(job)))
    }
}
