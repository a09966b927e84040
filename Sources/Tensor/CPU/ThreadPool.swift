internal import CKernels
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// Threads that work on the items of one loop at a time.
///
/// The calling thread works too, so a pool of n threads starts n - 1. A worker that finds nothing to do spins
/// for some microseconds, because layers follow each other closely while a token is computed, and then sleeps.
/// The caller never waits for a worker that has not begun: on a busy machine it does the items itself.
/// Which worker computes an item is left to chance, so no result may depend on it.
@safe
final class ThreadPool: Sendable {
    /// Threads that work, the caller included.
    let threadCount: Int
    private let state = PoolState()
    private let threads: [pthread_t]
    private let exclusive = Mutex<Void>(())

    /// Starts the workers.
    ///
    /// - Parameter threadCount: At least 1, the caller included.
    init(threadCount: Int) {
        precondition(threadCount >= 1, "A pool needs at least one thread, not \(threadCount).")
        var threads: [pthread_t] = []
        for worker in 1..<max(1, threadCount) {
            guard let thread = Self.start(WorkerStart(state: state, worker: worker)) else { break }
            threads.append(thread)
        }
        self.threads = threads
        self.threadCount = threads.count + 1
    }

    deinit {
        state.stop()
        for thread in threads { _ = pthread_join(thread, nil) }
    }

    /// Holds the pool for several loops in a row, so that shared scratch memory stays the caller's.
    ///
    /// - Parameter body: May call ``dispatch(_:_:)``, but nothing that calls this again.
    /// - Returns: What `body` returns.
    func exclusively<Result>(_ body: () -> Result) -> Result {
        exclusive.withLock { _ in body() }
    }

    /// Runs `body(item, worker)` for every item from 0, on all threads; returns when all are done.
    ///
    /// Only inside ``exclusively(_:)``. `body` must not use the pool.
    func dispatch(_ count: Int, _ body: (_ item: Int, _ worker: Int) -> Void) {
        guard count > 1, threadCount > 1 else {
            for item in 0..<count { body(item, 0) }
            return
        }
        withoutActuallyEscaping(body) { body in state.run(count: count, body) }
    }

    private static func start(_ start: WorkerStart) -> pthread_t? {
        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(start).toOpaque()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                if let context = unsafe context {
                    let start = unsafe Unmanaged<WorkerStart>.fromOpaque(context).takeRetainedValue()
                    start.state.work(as: start.worker)
                }
                return nil
            }, context)
        guard code == 0 else {
            unsafe Unmanaged<WorkerStart>.fromOpaque(context).release()
            return nil
        }
        return thread
    }
}

/// What a new thread needs to know.
private final class WorkerStart {
    let state: PoolState
    let worker: Int

    init(state: PoolState, worker: Int) {
        self.state = state
        self.worker = worker
    }
}
