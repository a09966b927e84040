internal import Core
internal import Engine
internal import Foundation
internal import Synchronization
internal import Tensor

/// The thread that answers: all requests to all models, step by step, off the cooperative threads.
///
/// Requests to one model are computed together; models take turns, a step each. The thread lives while there is work.
final class GenerationLoop: Sendable {
    private enum Work {
        case request(LanguageModel, @Sendable () -> BatchRequest)
        case job(@Sendable (_ releaseKept: () -> Void) -> Void)
        case forget(LanguageModel)
    }

    private struct Inbox {
        var work: [Work] = []
        var isRunning = false
    }

    /// The memory of all conversations together.
    let budget: CacheBudget
    private let queue = DispatchQueue(label: "diapason.generation", qos: .userInitiated)
    private let inbox = Mutex(Inbox())
    /// Locked by the thread for as long as it runs; nobody else looks inside.
    private let schedulers = Mutex<[BatchScheduler]>([])

    /// Models whose kept pages stay when others are used.
    private static let keptSchedulers = 2

    /// Sets up the loop.
    init(budget: CacheBudget) {
        self.budget = budget
    }

    /// Adds a request; `make` is called on the thread.
    func submit(_ model: LanguageModel, _ make: @escaping @Sendable () -> BatchRequest) {
        add(.request(model, make))
    }

    /// Lets go of everything that is kept for a model; requests that run end first.
    func forget(_ model: LanguageModel) {
        add(.forget(model))
    }

    /// Computes a value on the thread, between two steps, and waits for it without holding another.
    ///
    /// - Parameter work: Gets the budget for its pages. It is called again, with nothing kept for later requests, when
    ///   the cache was full.
    /// - Returns: What `work` returns.
    /// - Throws: What `work` throws.
    func value<Value: Sendable>(_ work: @escaping @Sendable (CacheBudget) throws -> Value) async throws
        -> Value
    {
        let budget = budget
        return try await withCheckedThrowingContinuation { continuation in
            add(
                .job { releaseKept in
                    continuation.resume(
                        with: Result {
                            do {
                                return try work(budget)
                            } catch let error as EngineError where error.isCacheFull {
                                releaseKept()
                                return try work(budget)
                            }
                        })
                })
        }
    }

    private func add(_ work: Work) {
        let starts = inbox.withLock { inbox in
            inbox.work.append(work)
            defer { inbox.isRunning = true }
            return !inbox.isRunning
        }
        if starts { queue.async { self.run() } }
    }

    private func run() {
        schedulers.withLock { schedulers in
            while let work = nextWork(isIdle: schedulers.allSatisfy(\.isIdle)) {
                for item in work { take(item, &schedulers) }
                step(schedulers)
            }
        }
    }

    /// What has come in; nil ends the thread's turn, because there is nothing to do.
    private func nextWork(isIdle: Bool) -> [Work]? {
        inbox.withLock { inbox in
            if isIdle, inbox.work.isEmpty {
                inbox.isRunning = false
                return nil
            }
            defer { inbox.work = [] }
            return inbox.work
        }
    }

    private func take(_ work: Work, _ schedulers: inout [BatchScheduler]) {
        switch work {
        case .job(let body): body { for scheduler in schedulers { scheduler.releaseKept() } }
        case .forget(let model): schedulers.removeAll { $0.model === model && $0.isIdle }
        case .request(let model, let make):
            let request = make()
            do {
                try scheduler(for: model, &schedulers).add(request)
            } catch {
                request.handler.finish(.failed(error))
            }
        }
    }

    private func scheduler(for model: LanguageModel, _ schedulers: inout [BatchScheduler]) -> BatchScheduler {
        if let known = schedulers.first(where: { $0.model === model }) { return known }
        if schedulers.count >= Self.keptSchedulers, let idle = schedulers.firstIndex(where: \.isIdle) {
            schedulers.remove(at: idle)
        }
        let fresh = BatchScheduler(model: model, budget: budget)
        schedulers.append(fresh)
        return fresh
    }

    private func step(_ schedulers: [BatchScheduler]) {
        var isBusy = false
        for scheduler in schedulers where !scheduler.isIdle { isBusy = scheduler.step() || isBusy }
        if isBusy { return }
        // Nobody gets on: what other models keep goes first, and then a request that asks for more than there is.
        let released = schedulers.map { $0.releaseKept() }
        if !released.contains(true) { schedulers.first { !$0.isIdle }?.failOldest() }
    }
}
