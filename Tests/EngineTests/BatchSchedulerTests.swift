import Core
import Tensor
import Testing

@testable import Engine

@Suite struct BatchSchedulerTests {
    /// Sums in another order.
    static let tolerance: Float = 1e-4

    private let model: LanguageModel

    init() throws { model = try Fixture.tinyModel() }

    /// Chooses the likeliest token and writes everything down.
    private final class Recorder: BatchHandler {
        var tokens: [Int] = []
        var logits: [[Float]] = []
        var outcomes: [BatchOutcome] = []
        var isCancelled = false
        /// Ends the request after so many tokens.
        var last = Int.max
        var error: EngineError?

        func choose(_ logits: [Float]) throws(EngineError) -> Int? {
            if let error { throw error }
            self.logits.append(logits)
            let best = logits.indices.max { logits[$0] < logits[$1] } ?? 0
            tokens.append(best)
            return tokens.count < last ? best : nil
        }

        func finish(_ outcome: BatchOutcome) { outcomes.append(outcome) }
    }

    /// What a session of its own says.
    private func reference(_ prompt: [Int], _ mix: AdapterMix, count: Int) throws -> [Int] {
        let session = try DecodingSession(model: model, mix: mix)
        var logits = try session.prefill(prompt)
        return try (0..<count).map { _ in
            let best = logits.indices.max { logits[$0] < logits[$1] } ?? 0
            logits = try session.decode(best)
            return best
        }
    }

    private func prompt(_ count: Int, seed: Int) -> [Int] { (0..<count).map { ($0 * 7 + seed * 13) % 64 } }

    private func finish(_ scheduler: BatchScheduler, steps: Int = 500) {
        for _ in 0..<steps where !scheduler.isIdle { scheduler.step() }
        #expect(scheduler.isIdle)
    }

    /// Pages that are not kept for later requests.
    private func pages(_ budget: CacheBudget, _ scheduler: BatchScheduler) -> Int {
        scheduler.releaseKept()
        return budget.used / model.cacheLayout.pageBytes
    }

    @Test func `answers each request as if it were alone, with its own adapters`() throws {
        let adapters = try (0..<3).map { _ in try Fixture.tinyAdapter(model) }
        let mixes = [
            .base, AdapterMix([(adapters[0], 1)]), AdapterMix([(adapters[1], 0.5), (adapters[2], 0.3)]),
            .base,
        ]
        let scheduler = BatchScheduler(model: model)
        var recorders: [Recorder] = []
        for (index, mix) in mixes.enumerated() {
            let recorder = Recorder()
            recorders.append(recorder)
            try scheduler.add(
                BatchRequest(
                    prompt: prompt(20 + 9 * index, seed: index), mix: mix, limit: 12 + index,
                    handler: recorder))
            // Later requests join while earlier ones decode.
            for _ in 0..<3 { scheduler.step() }
        }
        finish(scheduler)
        for (index, recorder) in recorders.enumerated() {
            let expected = try reference(
                prompt(20 + 9 * index, seed: index), mixes[index], count: 12 + index)
            #expect(recorder.tokens == expected && recorder.outcomes == [.limit])
        }
    }

    @Test(arguments: [Numerics.exact, .fast])
    func `gives a request the same bytes in any company`(_ numerics: Numerics) throws {
        let model = try LanguageModel.load(
            path: Fixture.path("tiny.gguf"), device: CPUDevice(threads: 2, numerics: numerics))
        func answer(company: Int) throws -> [[Float]] {
            let scheduler = BatchScheduler(model: model)
            let recorder = Recorder()
            try scheduler.add(
                BatchRequest(prompt: prompt(40, seed: 0), mix: .base, limit: 20, handler: recorder))
            for index in 0..<company {
                scheduler.step()
                try scheduler.add(
                    BatchRequest(
                        prompt: prompt(10 + index, seed: index + 1), mix: .base, limit: 20,
                        handler: Recorder()))
            }
            finish(scheduler)
            return recorder.logits
        }
        let alone = try answer(company: 0)
        #expect(alone.count == 20)
        for company in [1, 2, 5] {
            let together = try answer(company: company)
            let isEqual = together == alone
            #expect(isEqual, "\(company) others")
        }
    }

    @Test func `finds a beginning again, for the same adapters only`() throws {
        let adapter = try Fixture.tinyAdapter(model)
        let budget = CacheBudget()
        let scheduler = BatchScheduler(model: model, budget: budget)
        let text = prompt(70, seed: 3)
        func logits(_ tokens: [Int], _ mix: AdapterMix) throws -> [Float] {
            let recorder = Recorder()
            try scheduler.add(BatchRequest(prompt: tokens, mix: mix, limit: 1, handler: recorder))
            finish(scheduler)
            return try #require(recorder.logits.first)
        }
        let first = try logits(text, .base)
        let kept = budget.used
        #expect(kept == 2 * model.cacheLayout.pageBytes)
        // Again, longer, and with another end: the two full pages are shared.
        #expect(Fixture.difference(try logits(text, .base), first) < Self.tolerance)
        let other = Array(text[..<66]) + [9, 8, 7]
        let expected = try DecodingSession(model: model).prefill(other)
        #expect(Fixture.difference(try logits(other, .base), expected) < Self.tolerance)
        #expect(budget.used == kept)
        // A prompt of full pages only still computes its last token.
        #expect(
            Fixture.difference(
                try logits(Array(text[..<64]), .base),
                try DecodingSession(model: model).prefill(Array(text[..<64]))) < Self.tolerance)
        let mix = AdapterMix([(adapter, 1)])
        let adapted = try DecodingSession(model: model, mix: mix).prefill(text)
        #expect(Fixture.difference(try logits(text, mix), adapted) < Self.tolerance)
        #expect(budget.used == 2 * kept)
        #expect(scheduler.releaseKept() && budget.used == 0 && !scheduler.releaseKept())
    }

    @Test func `keeps no more for later than its share of the budget`() throws {
        let budget = CacheBudget(bytes: 16 * model.cacheLayout.pageBytes)
        let scheduler = BatchScheduler(model: model, budget: budget)
        for index in 0..<6 {
            try scheduler.add(
                BatchRequest(prompt: prompt(70, seed: index), mix: .base, limit: 2, handler: Recorder()))
            finish(scheduler)
            #expect(budget.used <= 4 * model.cacheLayout.pageBytes)
        }
        #expect(budget.used == 4 * model.cacheLayout.pageBytes)
    }

    @Test func `makes room when the cache is spent, and answers all the same`() throws {
        // Four pages for three requests that need three each in the end.
        let budget = CacheBudget(bytes: 4 * model.cacheLayout.pageBytes)
        let scheduler = BatchScheduler(model: model, budget: budget)
        let recorders = (0..<3).map { _ in Recorder() }
        for (index, recorder) in recorders.enumerated() {
            try scheduler.add(
                BatchRequest(prompt: prompt(30, seed: index), mix: .base, limit: 50, handler: recorder))
        }
        var most = 0
        for _ in 0..<500 where !scheduler.isIdle {
            #expect(scheduler.step())
            most = max(most, budget.used)
        }
        #expect(scheduler.isIdle && most <= budget.bytes)
        for (index, recorder) in recorders.enumerated() {
            #expect(recorder.tokens == (try reference(prompt(30, seed: index), .base, count: 50)))
            #expect(recorder.outcomes == [.limit])
        }
        #expect(pages(budget, scheduler) == 0)
    }

    @Test func `ends an answer where the cache or the context ends`() throws {
        let budget = CacheBudget(bytes: 2 * model.cacheLayout.pageBytes)
        let small = BatchScheduler(model: model, budget: budget)
        let recorder = Recorder()
        try small.add(BatchRequest(prompt: prompt(60, seed: 1), mix: .base, limit: 100, handler: recorder))
        finish(small)
        #expect(recorder.tokens.count == 4 && recorder.outcomes == [.limit])
        let whole = BatchScheduler(model: model)
        let long = Recorder()
        try whole.add(BatchRequest(prompt: prompt(120, seed: 1), mix: .base, limit: 100, handler: long))
        finish(whole)
        #expect(long.tokens.count == 8 && long.outcomes == [.limit])
    }

    @Test func `refuses what can never be computed`() throws {
        let budget = CacheBudget(bytes: 2 * model.cacheLayout.pageBytes)
        let scheduler = BatchScheduler(model: model, budget: budget)
        func code(_ prompt: [Int], _ mix: AdapterMix = .base) -> String? {
            #expect(throws: EngineError.self) {
                try scheduler.add(BatchRequest(prompt: prompt, mix: mix, limit: 1, handler: Recorder()))
            }?.code
        }
        #expect(code([]) == "prompt_empty")
        #expect(code([1, 64]) == "token_unknown")
        #expect(code(prompt(128, seed: 1)) == "context_full")
        #expect(code(prompt(64, seed: 1)) == "cache_full")
        var configuration = model.configuration
        configuration.layerCount = 3
        let foreign = LoRAAdapter(for: configuration, rank: 2, alpha: 4, seed: 1)
        #expect(code([1], AdapterMix([(foreign, 1)])) == "adapter_mismatch")
        #expect(scheduler.isIdle)
    }

    @Test func `frees the memory of a cancelled request at once`() throws {
        let budget = CacheBudget()
        let scheduler = BatchScheduler(model: model, budget: budget)
        let (one, two, three) = (Recorder(), Recorder(), Recorder())
        for (index, recorder) in [one, two].enumerated() {
            try scheduler.add(
                BatchRequest(prompt: prompt(50, seed: index), mix: .base, limit: 60, handler: recorder))
        }
        for _ in 0..<5 { scheduler.step() }
        try scheduler.add(BatchRequest(prompt: prompt(9, seed: 1), mix: .base, limit: 60, handler: three))
        one.isCancelled = true
        three.isCancelled = true
        scheduler.step()
        #expect(one.outcomes == [.cancelled] && three.outcomes == [.cancelled] && three.tokens.isEmpty)
        #expect(pages(budget, scheduler) == 2)
        finish(scheduler)
        #expect(two.outcomes == [.limit] && two.tokens.count == 60 && one.tokens.count < 10)
        #expect(pages(budget, scheduler) == 0)
    }

    @Test func `ends a request when its handler says so or fails`() throws {
        let scheduler = BatchScheduler(model: model)
        let (short, failing, none) = (Recorder(), Recorder(), Recorder())
        short.last = 3
        failing.error = .notANumber
        for (recorder, limit) in [(short, 10), (failing, 10), (none, 0)] {
            try scheduler.add(
                BatchRequest(prompt: [1, 2, 3], mix: .base, limit: limit, handler: recorder))
        }
        finish(scheduler)
        #expect(short.outcomes == [.ended] && short.tokens.count == 3)
        #expect(failing.outcomes == [.failed(.notANumber)])
        #expect(none.outcomes == [.limit] && none.tokens.isEmpty)
    }

    @Test func `computes no more requests together than it may`() throws {
        var limits = BatchLimits()
        limits.running = 2
        limits.promptTokens = 16
        let scheduler = BatchScheduler(model: model, limits: limits)
        let recorders = (0..<5).map { _ in Recorder() }
        for (index, recorder) in recorders.enumerated() {
            try scheduler.add(
                BatchRequest(prompt: prompt(40, seed: index), mix: .base, limit: 5, handler: recorder))
        }
        for _ in 0..<200 where !scheduler.isIdle {
            scheduler.step()
            #expect(scheduler.counts.running <= 2)
        }
        for (index, recorder) in recorders.enumerated() {
            #expect(recorder.tokens == (try reference(prompt(40, seed: index), .base, count: 5)))
        }
    }
}
