internal import Foundation
internal import Synchronization

/// Runs long computations outside the cooperative threads that serve requests.
enum BackgroundThread {
    private static let queue = DispatchQueue(label: "diapason.background", attributes: .concurrent)
    @TaskLocal private static var waiting: Waiting?

    /// Whether who waits for the computation that calls this has given up; long loops end early then.
    static var isCancelled: Bool { waiting?.hasEnded ?? Task.isCancelled }

    /// Computes a value elsewhere and waits for it without holding a thread.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        let waiting = Waiting()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async {
                    continuation.resume(returning: $waiting.withValue(waiting) { work() })
                }
            }
        } onCancel: {
            waiting.end()
        }
    }

    /// Computes a value that may fail elsewhere and waits for it without holding a thread.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run { Result(catching: work) }.get()
    }

    /// Somebody who waits for a computation.
    private final class Waiting: Sendable {
        private let ended = Atomic(false)
        var hasEnded: Bool { ended.load(ordering: .relaxed) }
        func end() { ended.store(true, ordering: .relaxed) }
    }
}
