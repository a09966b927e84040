/// How much a ``BatchScheduler`` does at once.
package struct BatchLimits: Sendable, Hashable {
    /// The most requests that are computed together; more of them wait.
    package var running = 16
    /// Tokens of prompts in one step when nobody decodes: enough to spread the cost of expanding the weights.
    package var promptTokens = 512
    /// The same while others decode, who wait for it.
    package var promptTokensBesideDecoding = 128
    /// The share of the budget that pages kept for later requests may fill; those in use count too.
    package var keptShare = 0.25

    /// The built-in limits.
    package init() {}
}
