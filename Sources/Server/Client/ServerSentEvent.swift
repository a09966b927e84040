/// One event of a `text/event-stream`.
package struct ServerSentEvent: Sendable, Hashable {
    /// The event's name; `message` when the stream names none.
    package let name: String
    /// The event's data, usually one JSON value.
    package let data: String
}
