internal import Core
internal import Engine
internal import Foundation
internal import Synchronization
internal import Tensor

/// The thread that answers: all requests to all models, step by step, off the cooperative threads.
///
/// Requests to one model are computed together; models take turns, a step each, and so do longer jobs, a piece each. The
/// thread lives while there is work.
final class GenerationLoop: Sendable {
    private enum Work {
        case request(LanguageModel, @Sendable () -> BatchRequest)
        case job(@Sendable (_ releaseKept: () -> Void) -> Job?)
        case forget(LanguageModel)
    }

    /// Computes the next piece of something, and says whether there is more.
    private typealias Job = () -> Bool

    private struct Inbox {
        var work: [Work] = []
        var isRunning = false
    }

    private struct State {
        var schedulers: [BatchScheduler] = []
        var jobs: [Job] = []

        var isIdle: Bool { jobs.isEmpty && schedulers.allSatisfy(\.isIdle) }
    }

    /// The memory of all conversations together.
    let budget: CacheBudget
    private let queue = DispatchQueue(label: "diapason.generation", qos: .userInitiated)
    private let inbox = Mutex(Inbox())
    /// Locked by the thread for as long as it runs; nobody else looks inside.
    private let state = Mutex(State())

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

    /// Computes a value on the thread, a piece between two steps, and waits for it without holding another thread.
    ///
    /// - Parameter begin: Gets the budget for its pages and gives what computes the next piece, which returns nil until
    ///   the value is there. It is called again, with nothing kept for later requests, when the cache was full.
    /// - Returns: The value.
    /// - Throws: What `begin` or a piece throws, and `CancellationError` when the caller's task is cancelled.
    func value<Value: Sendable>(
        _ begin: @escaping @Sendable (CacheBudget) throws -> () throws -> Value?
    ) async throws -> Value {
        let budget = budget
        let isCancelled = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(
                    .job { releaseKept in
                        let next: () throws -> Value?
                        do {
                            do {
                                next = try begin(budget)
                            } catch let error as EngineError where error.isCacheFull {
                                releaseKept()
                                next = try begin(budget)
                            }
                        } catch {
                            continuation.resume(throwing: error)
                            return nil
                        }
                        return {
                            do {
                                if isCancelled.isSet { throw CancellationError() }
                                guard let value = try next() else { return true }
                                continuation.resume(returning: value)
                            } catch {
                                continuation.resume(throwing: error)
                            }
                            return false
                        }
                    })
            }
        } onCancel: {
            isCancelled.set()
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
        state.withLock { state in
            while let work = nextWork(isIdle: state.isIdle) {
                for item in work { take(item, &state) }
                state.jobs.removeAll { !$0() }
                step(state)
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

    private func take(_ work: Work, _ state: inout State) {
        switch work {
        case .job(let start):
            let schedulers = state.schedulers
            if let job = start({ for scheduler in schedulers { scheduler.releaseKept() } }) {
                state.jobs.append(job)
            }
        case .forget(let model): state.schedulers.removeAll { $0.model === model && $0.isIdle }
        case .request(let model, let make):
            let request = make()
            do {
                try scheduler(for: model, &state.schedulers).add(request)
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

    private func step(_ state: State) {
        let schedulers = state.schedulers
        var isBusy = false
        for scheduler in schedulers where !scheduler.isIdle { isBusy = scheduler.step() || isBusy }
        // A job gives its memory back at its end, and with nothing to do nothing is in the way.
        if isBusy || !state.jobs.isEmpty || state.isIdle { return }
        // Nobody gets on: what other models keep goes first, and then a request that asks for more than there is.
        let released = schedulers.map { $0.releaseKept() }
        if !released.contains(true) { schedulers.first { !$0.isIdle }?.failOldest() }
    }
}
