import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Answers with server-sent events that end when their source, the client or the server does.
///
/// A sign of life is sent while the source is silent: it keeps proxies from closing the connection and lets us
/// notice a client that is gone, because writing to it fails and the source is cancelled with that.
enum EventStream {
    /// How long a stream may be silent.
    static let heartbeat = Duration.seconds(15)
    /// Most frames that wait for a slow reader of a stream that may lose some.
    static let waitingFrames = 512

    /// An answer made of frames.
    ///
    /// - Parameters:
    ///   - sign: What is sent when nothing happens.
    ///   - mayLose: Whether the oldest frames are dropped when the reader is slow; else all are kept.
    ///   - heartbeat: How long the stream may be silent.
    ///   - produce: Yields frames until the stream is over; what it throws ends the stream without an event.
    /// - Returns: The answer, which begins when its head is sent.
    static func response(
        sign: EventFrame = .comment, mayLose: Bool = false, heartbeat: Duration = heartbeat,
        _ produce: @escaping @Sendable (AsyncStream<EventFrame>.Continuation) async throws -> Void
    ) -> Response {
        let body = ResponseBody { writer in
            let policy: AsyncStream<EventFrame>.Continuation.BufferingPolicy =
                mayLose ? .bufferingNewest(waitingFrames) : .unbounded
            let (frames, continuation) = AsyncStream.makeStream(of: EventFrame.self, bufferingPolicy: policy)
            let source = Task {
                await withGracefulShutdownHandler {
                    do {
                        try await produce(continuation)
                    } catch {
                        // The producer reports its errors as frames; what is left is the end of the stream.
                    }
                    continuation.finish()
                } onGracefulShutdown: {
                    continuation.finish()
                }
            }
            let pulse = Task {
                while !Task.isCancelled {
                    try await Task.sleep(for: heartbeat)
                    continuation.yield(sign)
                }
            }
            defer {
                source.cancel()
                pulse.cancel()
            }
            for await frame in frames { try await writer.write(frame.buffer) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"], body: body
        )
    }
}
