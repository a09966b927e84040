/// How fast memory is read.
package struct MemoryBenchmarkResult: Codable, Sendable, Hashable {
    /// Threads that read.
    package var threads: Int
    /// Bytes that were read in each run.
    package var byteCount: Int
    /// Bytes a second, the best run.
    package var bytesPerSecond: Double

    private enum CodingKeys: String, CodingKey {
        case threads
        case byteCount = "byte_count"
        case bytesPerSecond = "bytes_per_second"
    }
}
