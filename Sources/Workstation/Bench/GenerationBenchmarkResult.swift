/// The figures of a generation benchmark, in the words of the peers' scripts.
package struct GenerationBenchmarkResult: Codable, Sendable, Hashable {
    /// Who was measured.
    package var engine: String
    /// Compute threads.
    package var threads: Int
    /// Prompt tokens a second, the best run.
    package var prefillTokensPerSecond: Double
    /// Tokens made a second, the best run.
    package var decodeTokensPerSecond: Double
    /// The most memory the process held.
    package var peakRSSBytes: Int
    /// Bytes of weights that every decoded token reads.
    package var weightBytesPerToken: Int
    /// Bytes of keys and values that a token adds to a conversation.
    package var cacheBytesPerToken: Int

    private enum CodingKeys: String, CodingKey {
        case engine
        case threads
        case prefillTokensPerSecond = "prefill_tokens_per_second"
        case decodeTokensPerSecond = "decode_tokens_per_second"
        case peakRSSBytes = "peak_rss_bytes"
        case weightBytesPerToken = "weight_bytes_per_token"
        case cacheBytesPerToken = "cache_bytes_per_token"
    }
}
