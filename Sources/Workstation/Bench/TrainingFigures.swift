/// The figures of a training benchmark, in the words of the peers' scripts.
package struct TrainingFigures: Codable, Sendable, Hashable {
    /// Who was measured.
    package var engine: String
    /// What was computed.
    package var workload: BenchmarkService.Workload
    /// Compute threads.
    package var threads: Int
    /// Real tokens a second.
    package var tokensPerSecond: Double
    /// Rows a second.
    package var examplesPerSecond: Double
    /// The most memory the process held.
    package var peakRSSBytes: Int
    /// Mean loss of every step, the first included.
    package var losses: [Double]

    private enum CodingKeys: String, CodingKey {
        case engine
        case workload
        case threads
        case tokensPerSecond = "tokens_per_second"
        case examplesPerSecond = "examples_per_second"
        case peakRSSBytes = "peak_rss_bytes"
        case losses
    }
}
