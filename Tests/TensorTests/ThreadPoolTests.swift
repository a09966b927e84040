import Synchronization
import Testing

@testable import Tensor

@Suite struct ThreadPoolTests {
    @Test(arguments: [1, 2, 5])
    func `does every item exactly once`(_ threads: Int) {
        let pool = ThreadPool(threadCount: threads)
        for count in [0, 1, 2, 7, 1000] {
            let done = (0..<count).map { _ in Counter() }
            pool.exclusively {
                pool.dispatch(count) { item, worker in
                    #expect(worker >= 0 && worker < threads)
                    done[item].add()
                }
            }
            #expect(done.allSatisfy { $0.value == 1 })
        }
    }

    @Test func `runs thousands of short loops, also after the workers slept`() async throws {
        let pool = ThreadPool(threadCount: 3)
        let total = Counter()
        for round in 0..<5 {
            for _ in 0..<2000 { pool.exclusively { pool.dispatch(4) { _, _ in total.add() } } }
            // Enough idle work on this thread for the workers to fall asleep.
            if round % 2 == 0 { _ = (0..<200_000).reduce(0) { $0 &+ $1 &* round } }
        }
        #expect(total.value == 5 * 2000 * 4)
    }

    @Test func `serves callers from many threads one after the other`() async {
        let device = CPUDevice(threads: 2)
        let x = Reference.matrix(40, 600, seed: 1)
        let gain = Reference.matrix(1, 600, seed: 2)
        let expected = Matrix(rows: 40, columns: 600)
        device.rmsNorm(x, gain: gain, epsilon: 1e-5, into: expected)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<50).allSatisfy { _ in
                        let y = Matrix(rows: 40, columns: 600)
                        device.rmsNorm(x, gain: gain, epsilon: 1e-5, into: y)
                        return y.elements == expected.elements
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    /// Counts across threads.
    private final class Counter: Sendable {
        private let count = Atomic<Int>(0)
        var value: Int { count.load(ordering: .relaxed) }
        func add() { count.add(1, ordering: .relaxed) }
    }
}
