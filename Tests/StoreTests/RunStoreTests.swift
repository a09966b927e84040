import Core
import Foundation
import Testing

@testable import Store

@Suite struct RunStoreTests {
    let library: OpenedLibrary
    let run: RunRecord
    var store: LibraryStore { library.store }

    init() async throws {
        library = try TemporaryHome().opened()
        run = try await library.store.withRun()
    }

    @Test func `a run keeps its settings to the last bit`() async throws {
        let loaded = try await store.run(run.id)
        #expect(loaded.settings == run.settings)
        #expect(loaded.settings.seed == .max)
        #expect(loaded.state == .queued)
    }

    @Test func `a run that was cut off while it ran begins again`() async throws {
        _ = try await store.startRun(run.id)
        _ = try await store.recordStep(step(1), of: run.id)
        // The process was killed: nothing told the database, and the next process takes the run up.
        #expect(try await store.activeRuns().map(\.id) == [run.id])
        let again = try await store.startRun(run.id)
        #expect(again.state == .running)
        #expect(again.step == 1)
    }

    @Test func `steps add up and a repeated step replaces what came after it`() async throws {
        _ = try await store.startRun(run.id)
        for number in 1...4 { _ = try await store.recordStep(step(number), of: run.id) }
        _ = try await store.recordHeldOut(measured(4, 1))
        // Resumed from the checkpoint of step 2.
        let resumed = try await store.recordStep(step(3, loss: 1.5), of: run.id)
        #expect(resumed.step == 3)
        #expect(resumed.loss == 1.5)
        #expect(resumed.tokens == 300)
        #expect(resumed.seconds == 1.5)
        let metrics = try await store.runMetrics(run.id)
        #expect(metrics.steps.map(\.step) == [1, 2, 3])
        #expect(metrics.steps.last?.loss == 1.5)
        #expect(metrics.heldOut.isEmpty)
    }

    @Test func `the held-out loss before and the best one are kept`() async throws {
        _ = try await store.startRun(run.id)
        _ = try await store.recordHeldOut(measured(0, 3, isBest: false))
        _ = try await store.recordHeldOut(measured(5, 2))
        let last = try await store.recordHeldOut(measured(10, 2.5, isBest: false))
        #expect(last.heldOutLossBefore == 3)
        #expect(last.heldOutLossBest == 2)
        #expect(last.recallLossBest == nil)
        #expect(last.bestStep == 5)
    }

    @Test func `recall losses are kept beside the held-out loss, or alone`() async throws {
        _ = try await store.startRun(run.id)
        _ = try await store.recordHeldOut(measured(0, 3, recall: 5, isBest: false))
        _ = try await store.recordHeldOut(measured(5, 2, recall: 2))
        let last = try await store.recordHeldOut(measured(10, 2.5, recall: 1))
        #expect(last.recallLossBefore == 5)
        #expect(last.recallLossBest == 1)
        #expect(last.heldOutLossBest == 2.5)
        #expect(last.bestStep == 10)
        let alone = try await store.recordHeldOut(measured(15, nil, recall: 0.5))
        #expect(alone.heldOutLossBest == nil)
        #expect(alone.recallLossBest == 0.5)
        #expect(try await store.runMetrics(run.id).heldOut.map(\.recallLoss) == [5, 2, 1, 0.5])
        await #expect(throws: StoreError.self) { try await store.recordHeldOut(measured(20, nil)) }
        await #expect(throws: StoreError.self) {
            try await store.recordHeldOut(measured(20, 1, recall: .infinity))
        }
    }

    private func measured(
        _ step: Int, _ loss: Double?, recall: Double? = nil, isBest: Bool = true
    ) -> RunHeldOutRecord {
        RunHeldOutRecord(runId: run.id, step: step, loss: loss, recallLoss: recall, isBest: isBest)
    }

    @Test func `a loss that is not a number is refused with the remedy`() async throws {
        _ = try await store.startRun(run.id)
        let error = await #expect(throws: StoreError.self) {
            try await store.recordStep(step(1, loss: .nan), of: run.id)
        }
        #expect(error?.message.contains("lower the learning rate") == true)
    }

    @Test func `a finished run makes a promoted version at once`() async throws {
        _ = try await store.startRun(run.id)
        let (finished, version) = try await store.finishRun(
            run.id, adapter: newVersion("adapters/expert/1"), peakMemoryBytes: 5, promote: false)
        #expect(finished.state == .finished)
        #expect(finished.adapterVersion == 1)
        #expect(finished.finishedAt != nil)
        #expect(version.runId == run.id)
        #expect(!version.imported)
        #expect(try await store.adapter(named: "expert").adapter.promotedVersion == 1)
        await #expect(throws: StoreError.self) { try await store.cancelRun(run.id) }
    }

    @Test func `an interrupted run can be resumed only from a checkpoint`() async throws {
        _ = try await store.startRun(run.id)
        _ = try await store.interruptRun(run.id, message: "The process was killed.")
        await #expect(throws: StoreError.self) { try await store.queueRunAgain(run.id) }
        try await store.markResumable(run.id)
        let queued = try await store.queueRunAgain(run.id)
        #expect(queued.state == .queued)
        #expect(queued.message == nil)
        #expect(try await store.activeRuns().map(\.id) == [run.id])
        await #expect(throws: StoreError.self) { try await store.queueRunAgain(run.id) }
    }

    @Test func `a failed run says why`() async throws {
        let failed = try await store.failRun(run.id, message: "Out of memory; use a smaller batch.")
        #expect(failed.message == "Out of memory; use a smaller batch.")
        #expect(try await store.activeRuns().isEmpty)
    }

    @Test func `an active run cannot be removed, an ended one leaves its adapter`() async throws {
        await #expect(throws: StoreError.self) { try await store.removeRun(run.id) }
        _ = try await store.startRun(run.id)
        try await store.recordSample(
            RunSampleRecord(runId: run.id, step: 0, position: 0, prompt: "q", answer: "a", reference: "b"))
        _ = try await store.finishRun(
            run.id, adapter: newVersion("adapters/expert/1"), peakMemoryBytes: nil, promote: true)
        try await store.removeRun(run.id)
        #expect(try await store.adapterVersion(nil, of: "expert").runId == nil)
        #expect(try await store.runs().isEmpty)
        #expect(try await store.integrityProblems().isEmpty)
    }
}
