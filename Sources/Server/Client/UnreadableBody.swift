import NIOCore
import Synchronization

/// Ends a request whose body cannot be read to its end, and keeps the reason.
///
/// The server would wait for the rest of such a body, and we for its answer.
final class UnreadableBody: Sendable {
    private let reason = Mutex<(any Error)?>(nil)

    /// Why the body could not be read, if it could not.
    var error: (any Error)? { reason.withLock { $0 } }

    /// Takes the next piece; when there is an error instead, the connection is closed.
    func watch(_ channel: any Channel, _ next: () async throws -> [UInt8]?) async throws -> [UInt8]? {
        do {
            return try await next()
        } catch {
            if !(error is CancellationError) { reason.withLock { $0 = error } }
            channel.close(promise: nil)
            throw error
        }
    }
}
