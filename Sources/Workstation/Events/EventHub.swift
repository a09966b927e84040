/// Tells everyone who watches what happened.
///
/// A slow watcher loses the oldest events rather than holding up the work; a client that may have missed some
/// re-reads the resources, which are always right.
package actor EventHub {
    private static let bufferedEvents = 512
    private var watchers: [Int: AsyncStream<WorkstationEvent>.Continuation] = [:]
    private var nextWatcher = 0

    /// Makes a hub without watchers.
    package init() {}

    /// Everything that happens from now on, until the iteration ends or the hub closes.
    package func subscribe() -> AsyncStream<WorkstationEvent> {
        let id = nextWatcher
        nextWatcher += 1
        let (stream, continuation) = AsyncStream.makeStream(
            of: WorkstationEvent.self, bufferingPolicy: .bufferingNewest(Self.bufferedEvents))
        watchers[id] = continuation
        continuation.onTermination = { [weak self] _ in
            Task { await self?.unsubscribe(id) }
        }
        return stream
    }

    /// Tells every watcher.
    package func publish(_ event: WorkstationEvent) {
        for watcher in watchers.values { watcher.yield(event) }
    }

    /// Ends every watcher's stream.
    package func close() {
        for watcher in watchers.values { watcher.finish() }
        watchers = [:]
    }

    private func unsubscribe(_ id: Int) {
        watchers[id] = nil
    }
}
