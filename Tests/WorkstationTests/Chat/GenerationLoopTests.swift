import Synchronization
import Tensor
import TestSupport
import Testing

@testable import Engine
@testable import Workstation

@Suite struct GenerationLoopTests {
    private let loop = GenerationLoop(budget: CacheBudget())

    /// Chooses the same token over and over, and says when the answer has ended.
    private final class Repeater: BatchHandler {
        let isCancelled = false
        private let ended: CancellationFlag

        init(_ ended: CancellationFlag) { self.ended = ended }

        func choose(_ logits: [Float]) -> Int? { 3 }

        func finish(_ outcome: BatchOutcome) { ended.set() }
    }

    /// More pieces than the few steps of a short answer can need.
    private static let mostPieces = 100_000

    private struct TooManyPieces: Error {}

    @Test(.timeLimit(.minutes(1)))
    func `answers go on between the pieces of a long job`() async throws {
        let folder = try ModelFolder("llama")
        let model = try LanguageModel.load(path: folder.path, device: CPUDevice(threads: 1))
        let ended = CancellationFlag()
        loop.submit(model) {
            BatchRequest(prompt: [5, 6, 3], mix: .base, limit: 8, handler: Repeater(ended))
        }
        // The job ends only after the answer: in one piece, neither ever would.
        let pieces = try await loop.value { _ in
            var pieces = 0
            return {
                pieces += 1
                if pieces > Self.mostPieces { throw TooManyPieces() }
                return ended.isSet ? pieces : nil
            }
        }
        #expect(pieces >= 1)
        // The thread came to rest, and works again when asked.
        #expect(try await loop.value { _ in { 7 } } == 7)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a job ends when nobody waits for it`() async throws {
        let begun = CancellationFlag()
        let task = Task { [loop] in
            try await loop.value { _ -> () throws -> Int? in
                begun.set()
                return { nil }
            }
        }
        while !begun.isSet { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await loop.value { _ in { 7 } } == 7)
    }

    @Test func `a job that finds the cache full is begun a second time, and no third`() async throws {
        let attempts = Mutex(0)
        let attempt: @Sendable () -> Int = {
            attempts.withLock {
                $0 += 1
                return $0
            }
        }
        let value = try await loop.value { _ -> () throws -> Int? in
            let number = attempt()
            if number == 1 { throw EngineError.cacheFull(needed: 2, ceiling: 1) }
            return { number }
        }
        #expect(value == 2)
        await #expect(throws: EngineError.self) {
            _ = try await loop.value { _ -> () throws -> Int? in
                _ = attempt()
                throw EngineError.cacheFull(needed: 2, ceiling: 1)
            }
        }
        #expect(attempts.withLock { $0 } == 4)
    }

    @Test func `an error in a later piece reaches the caller`() async throws {
        await #expect(throws: TooManyPieces.self) {
            _ = try await loop.value { _ -> () throws -> Int? in
                var isFirst = true
                return {
                    if isFirst {
                        isFirst = false
                        return nil
                    }
                    throw TooManyPieces()
                }
            }
        }
    }
}
