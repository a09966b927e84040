internal import Foundation

/// The thread that answers: one request at a time, first come first served, off the cooperative threads.
final class GenerationQueue: Sendable {
    private let queue = DispatchQueue(label: "diapason.generation", qos: .userInitiated)

    /// Does work on the thread when its turn comes.
    func run(_ work: @escaping @Sendable () -> Void) {
        queue.async(execute: work)
    }

    /// Computes a value on the thread and waits for it without holding another.
    func value<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
