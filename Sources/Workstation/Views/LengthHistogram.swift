/// How long the rows of a dataset version are for a model.
package struct LengthHistogram: Codable, Sendable, Hashable {
    /// Rows of about one length.
    package struct Bucket: Codable, Sendable, Hashable {
        /// The shortest, in tokens.
        package var from: Int
        /// One more than the longest.
        package var to: Int
        /// How many rows there are.
        package var count: Int
    }

    /// Name of the model.
    package var model: String
    /// The longest row that a run takes by default, in tokens.
    package var limit: Int
    /// Rows of the version.
    package var rows: Int
    /// Rows that are longer than the limit.
    package var truncated: Int
    /// Half of the rows are not longer than this.
    package var median: Int
    /// The longest row.
    package var longest: Int
    /// The rows by length, from 0 to the longest without a gap.
    package var buckets: [Bucket]

    /// The most buckets.
    private static let mostBuckets = 24

    /// Counts lengths.
    init(model: String, limit: Int, lengths: [Int]) {
        self.model = model
        self.limit = limit
        rows = lengths.count
        truncated = lengths.count { $0 > limit }
        let sorted = lengths.sorted()
        median = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
        longest = sorted.last ?? 0
        // Powers of two, so that the buckets of two versions compare.
        var width = 16
        while (longest + width) / width > Self.mostBuckets { width *= 2 }
        var counts = [Int](repeating: 0, count: longest / width + 1)
        for length in lengths { counts[length / width] += 1 }
        buckets = counts.enumerated().map { Bucket(from: $0 * width, to: ($0 + 1) * width, count: $1) }
    }
}
