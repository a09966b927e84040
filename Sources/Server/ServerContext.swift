import Hummingbird

/// What belongs to one request while it is handled.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }

    /// The request's identifier: in the log, in `X-Request-Id` and in every refusal.
    var requestId: String { id }
}
