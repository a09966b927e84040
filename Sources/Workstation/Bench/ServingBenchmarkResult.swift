/// The figures of a serving benchmark: tokens made a second, over all requests together.
package struct ServingBenchmarkResult: Codable, Sendable, Hashable {
    /// Who was measured.
    package var engine: String
    /// Compute threads.
    package var threads: Int
    /// Requests at once.
    package var requests: Int
    /// All requests at once on the base.
    package var baseTokensPerSecond: Double
    /// All requests at once, each on an adapter of its own.
    package var adaptersTokensPerSecond: Double
    /// All requests on the base, one after another.
    package var serialTokensPerSecond: Double
    /// The most memory the process held.
    package var peakRSSBytes: Int

    private enum CodingKeys: String, CodingKey {
        case engine
        case threads
        case requests
        case baseTokensPerSecond = "base_tokens_per_second"
        case adaptersTokensPerSecond = "adapters_tokens_per_second"
        case serialTokensPerSecond = "serial_tokens_per_second"
        case peakRSSBytes = "peak_rss_bytes"
    }
}
