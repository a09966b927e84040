import Core
import Testing

@testable import Store

@Suite struct JobStoreTests {
    let library: OpenedLibrary
    let job = JobRecord(kind: .ingest, subjectId: "papers", title: "Reading papers", payload: "{}")
    var store: LibraryStore { library.store }

    init() async throws {
        library = try TemporaryHome().opened()
        try await library.store.addJob(job)
    }

    @Test func `a job runs and ends`() async throws {
        #expect(try await store.startJob(job.id).state == .running)
        #expect(try await store.updateJob(job.id, done: 3, total: 9).done == 3)
        #expect(try await store.activeJobs().map(\.payload) == ["{}"])
        let ended = try await store.endJob(job.id, as: .done)
        #expect(ended.finishedAt != nil)
        #expect(try await store.activeJobs().isEmpty)
        #expect(try await store.latestJob(kind: .ingest, subjectId: "papers")?.id == job.id)
    }

    @Test func `a job that is over stays as it is`() async throws {
        _ = try await store.endJob(job.id, as: .failed, message: "The disk is full.")
        #expect(try await store.updateJob(job.id, done: 3, total: 9).done == 0)
        await #expect(throws: StoreError.self) { try await store.startJob(job.id) }
        await #expect(throws: StoreError.self) { try await store.endJob(job.id, as: .done) }
        #expect(try await store.job(job.id).message == "The disk is full.")
    }
}
