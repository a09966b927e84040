internal import Core
internal import Foundation
internal import Logging
internal import Store

/// The queue of work: stored, so that nothing that was asked for is forgotten when the process ends.
package actor JobService {
    /// What a job does; it reports how far it is and throws when it cannot be done.
    typealias Work = @Sendable (JobProgress) async throws -> Void

    private struct Pending {
        var id: String
        var work: Work
    }

    private let store: LibraryStore
    private let events: EventHub
    private var waiting: [JobLane: [Pending]] = [:]
    private var running: [JobLane: (id: String, task: Task<Void, Never>)] = [:]
    private var cancelled: Set<String> = []
    private var isClosed = false

    init(store: LibraryStore, events: EventHub) {
        self.store = store
        self.events = events
    }

    /// Jobs that wait or run, then the latest ended ones.
    package func list() async throws -> [JobView] {
        try await store.jobs().map(JobView.init)
    }

    /// Takes a job out of the queue, or asks the running one to stop; a finished one stays as it is.
    ///
    /// - Throws: `StoreError` when there is no such job or it is over already.
    package func cancel(_ id: String) async throws -> JobView {
        if let (lane, index) = place(ofWaiting: id) {
            waiting[lane]?.remove(at: index)
            let job = JobView(try await store.endJob(id, as: .cancelled))
            await events.publish(.job(job))
            return job
        }
        if let current = running.values.first(where: { $0.id == id }) {
            cancelled.insert(id)
            current.task.cancel()
            return JobView(try await store.job(id))
        }
        return JobView(try await store.endJob(id, as: .cancelled))
    }

    /// Stores a job and puts it at the end of its lane.
    ///
    /// `payload`: What is needed to begin it again after the process ended; nil when it cannot.
    ///
    /// - Returns: The job as it is stored.
    /// - Throws: What the work below it throws.
    func enqueue(
        _ kind: JobView.Kind, subjectId: String, title: String, payload: String? = nil, _ work: @escaping Work
    ) async throws -> JobView {
        let record = JobRecord(
            kind: JobKind(rawValue: kind.rawValue) ?? .ingest, subjectId: subjectId, title: title,
            payload: payload)
        try await store.addJob(record)
        let job = JobView(record)
        await events.publish(.job(job))
        put(record.id, in: JobLane(kind), work)
        return job
    }

    /// Puts a job that an earlier process left into its lane again.
    func enqueueAgain(_ job: JobRecord, _ work: @escaping Work) {
        put(job.id, in: JobLane(JobView(job).kind), work)
    }

    /// Stops taking and doing work; what runs is cancelled and stays resumable.
    func close() async {
        isClosed = true
        waiting = [:]
        for current in running.values { current.task.cancel() }
        for current in running.values { await current.task.value }
    }

    private func put(_ id: String, in lane: JobLane, _ work: @escaping Work) {
        waiting[lane, default: []].append(Pending(id: id, work: work))
        pump(lane)
    }

    private func pump(_ lane: JobLane) {
        guard !isClosed, running[lane] == nil, var queue = waiting[lane], !queue.isEmpty else { return }
        let next = queue.removeFirst()
        waiting[lane] = queue
        let progress = JobProgress(id: next.id, store: store, events: events)
        let task = Task { [weak self] in
            let failure: (any Error)?
            do {
                // A job that was cancelled on its way into the lane does not begin.
                try await self?.begin(next.id)
                try await next.work(progress)
                failure = nil
            } catch {
                failure = error
            }
            await self?.end(next.id, lane, failure)
        }
        running[lane] = (next.id, task)
    }

    private func begin(_ id: String) async throws {
        await events.publish(.job(JobView(try await store.startJob(id))))
    }

    private func end(_ id: String, _ lane: JobLane, _ failure: (any Error)?) async {
        let wasCancelled = cancelled.remove(id) != nil
        do {
            let job: JobRecord
            if wasCancelled {
                job = try await store.endJob(id, as: .cancelled)
            } else if isClosed, failure != nil {
                // The process is going down: the job stays as it is, and the next process takes it up.
                running[lane] = nil
                return
            } else if let failure {
                job = try await store.endJob(id, as: .failed, message: Self.sentence(failure))
            } else {
                job = try await store.endJob(id, as: .done)
            }
            await events.publish(.job(JobView(job)))
        } catch {
            log("end", id, error)
        }
        running[lane] = nil
        pump(lane)
    }

    private func place(ofWaiting id: String) -> (JobLane, Int)? {
        for (lane, queue) in waiting {
            if let index = queue.firstIndex(where: { $0.id == id }) { return (lane, index) }
        }
        return nil
    }

    /// What a person is told about a failure; an unexpected error keeps its text for the log.
    static func sentence(_ error: any Error) -> String {
        if let error = error as? any ExplainedError { return error.message }
        if error is CancellationError { return "The work was cancelled." }
        return "The work failed unexpectedly (\(type(of: error))); see the log and `diapason doctor`."
    }

    private func log(_ action: String, _ id: String, _ error: any Error) {
        WorkstationLog.logger.error("job \(id) could not \(action): \(error)")
    }
}
