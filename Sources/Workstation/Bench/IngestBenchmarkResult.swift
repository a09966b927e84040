/// The figures of a reading benchmark.
package struct IngestBenchmarkResult: Codable, Sendable, Hashable {
    /// Files that became documents.
    package var documents: Int
    /// Files that were skipped.
    package var skipped: Int
    /// Characters of text.
    package var characters: Int
    /// Wall time in seconds.
    package var seconds: Double
    /// The most memory this process or one of its workers held.
    package var peakRSSBytes: Int

    private enum CodingKeys: String, CodingKey {
        case documents
        case skipped
        case characters
        case seconds
        case peakRSSBytes = "peak_rss_bytes"
    }
}
