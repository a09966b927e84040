internal import CKernels
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// What the threads of a pool share.
///
/// `word` holds, from the top: 32 bits generation, one bit that says whether the loop takes workers, and 16 bits
/// that count the workers inside. A worker enters by adding one while the loop is open; the caller closes the
/// loop when the items are spent and waits until nobody is inside.
///
/// `@unchecked Sendable` holds because `job` and `count` are written only while no worker is inside: before the
/// store that opens the loop, and after the wait that ends it.
@safe
final class PoolState: @unchecked Sendable {
    private static let open: UInt64 = 1 << 16
    private static let insideMask: UInt64 = (1 << 16) - 1
    private static let stopped: UInt64 = 1 << 17
    /// How often a worker looks before it sleeps: about 30 microseconds.
    private static let spinLimit = 1500
    /// How often the caller looks before it yields its core to a worker that was pushed off.
    private static let callerSpinLimit = 4000

    private let word = Atomic<UInt64>(0)
    private let next = Atomic<Int>(0)
    private let sleepers = Atomic<Int>(0)
    private var job: ((Int, Int) -> Void)?
    private var count = 0
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe condition.initialize(to: pthread_cond_t())
        _ = unsafe pthread_mutex_init(mutex, nil)
        _ = unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        _ = unsafe pthread_cond_destroy(condition)
        _ = unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Runs a loop as worker 0 with whoever joins.
    func run(count: Int, _ body: @escaping (Int, Int) -> Void) {
        job = body
        self.count = count
        next.store(0, ordering: .relaxed)
        let generation = (word.load(ordering: .relaxed) >> 32) &+ 1
        word.store(generation << 32 | Self.open, ordering: .sequentiallyConsistent)
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wakeAll() }
        takeItems(body, count: count, worker: 0)
        word.bitwiseAnd(~Self.open, ordering: .acquiringAndReleasing)
        var looks = 0
        while word.load(ordering: .acquiring) & Self.insideMask != 0 {
            looks += 1
            if looks < Self.callerSpinLimit { ck_pause() } else { _ = sched_yield() }
        }
        job = nil
    }

    /// The life of a worker.
    func work(as worker: Int) {
        var seen: UInt64 = 0
        var looks = 0
        while true {
            let current = word.load(ordering: .acquiring)
            if current & Self.stopped != 0 { return }
            guard current & Self.open != 0, current >> 32 != seen else {
                looks += 1
                if looks < Self.spinLimit { ck_pause() } else { sleep(unlessChangedFrom: seen) }
                continue
            }
            let entry = word.compareExchange(
                expected: current, desired: current + 1, ordering: .acquiringAndReleasing)
            guard entry.exchanged else { continue }
            seen = current >> 32
            looks = 0
            if let job { takeItems(job, count: count, worker: worker) }
            word.wrappingSubtract(1, ordering: .releasing)
        }
    }

    /// Ends the workers.
    func stop() {
        word.bitwiseOr(Self.stopped, ordering: .sequentiallyConsistent)
        wakeAll()
    }

    private func takeItems(_ body: (Int, Int) -> Void, count: Int, worker: Int) {
        while true {
            let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard item < count else { return }
            body(item, worker)
        }
    }

    private func sleep(unlessChangedFrom seen: UInt64) {
        _ = unsafe pthread_mutex_lock(mutex)
        sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
        while true {
            let current = word.load(ordering: .sequentiallyConsistent)
            if current & Self.stopped != 0 { break }
            if current & Self.open != 0, current >> 32 != seen { break }
            _ = unsafe pthread_cond_wait(condition, mutex)
        }
        sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        _ = unsafe pthread_mutex_unlock(mutex)
    }

    private func wakeAll() {
        _ = unsafe pthread_mutex_lock(mutex)
        _ = unsafe pthread_cond_broadcast(condition)
        _ = unsafe pthread_mutex_unlock(mutex)
    }
}
