/// How a request to a ``BatchScheduler`` ended.
package enum BatchOutcome: Sendable, Hashable {
    /// The handler chose no further token.
    case ended
    /// As many tokens as were asked for, or as the model or the cache can hold.
    case limit
    /// The handler was cancelled.
    case cancelled
    /// The request could not be carried on.
    case failed(EngineError)
}
