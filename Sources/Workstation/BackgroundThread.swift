internal import Foundation

/// Runs long computations outside the cooperative threads that serve requests.
enum BackgroundThread {
    private static let queue = DispatchQueue(label: "diapason.background", attributes: .concurrent)

    /// Computes a value elsewhere and waits for it without holding a thread.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    /// Computes a value that may fail elsewhere and waits for it without holding a thread.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
