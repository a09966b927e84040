import Core

/// Finds texts that say almost the same, by MinHash over word shingles.
///
/// A text is the set of its runs of words (in lower case, without punctuation). Texts whose 64 minimum hashes
/// agree in one of 16 bands of four are candidates (Broder, "On the resemblance and containment of documents");
/// how much of two sets is common is then counted exactly. A band keeps a limited number of texts, so that the
/// cost stays linear even where thousands of texts resemble each other.
package struct NearDuplicates: Sendable {
    private static let bands = 16
    private static let rows = 4
    private static let mostInBucket = 64
    /// Candidates whose estimate is this far below the threshold are not counted: over four deviations.
    private static let estimateMargin = 0.25
    private static let seeds: [UInt64] = (0..<UInt64(bands * rows)).map {
        StableHash.mix($0 &+ 0x9e37_79b9_7f4a_7c15)
    }

    private let threshold: Double
    private let shingleWords: Int
    private var signatures: [[UInt64]] = []
    private var shingles: [Set<UInt64>] = []
    private var groups: [Int] = []
    private var buckets: [UInt64: [Int]] = [:]

    /// A text that was added before and the share that is common with it.
    package struct Match: Sendable, Hashable {
        /// The position (from 0, among the texts that were added) of the earlier text.
        package var position: Int
        /// The share of common runs, from 0 to 1.
        package var similarity: Double
    }

    /// Makes an empty index.
    ///
    /// - Parameters:
    ///   - threshold: The share of common runs from which two texts count as the same.
    ///   - shingleWords: Words in one run.
    package init(threshold: Double, shingleWords: Int = 5) {
        self.threshold = threshold
        self.shingleWords = shingleWords
    }

    /// Adds a text, unless one that is nearly the same was added before.
    ///
    /// - Returns: The position (from 0, among the texts that were added) of the text it repeats; nil when it
    ///   was added.
    /// - Complexity: O(words) hashes times 64.
    package mutating func add(_ text: String) -> Int? { match(text)?.position }

    /// Adds a text, unless one of another group that is nearly the same was added before.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - group: Texts of one group other than 0 are meant to be alike and are not compared.
    /// - Returns: The text it repeats; nil when it was added.
    package mutating func match(_ text: String, group: Int = 0) -> Match? {
        let own = Self.shingles(text, shingleWords)
        let signature = Self.signature(own)
        let keys = (0..<Self.bands).map { band in
            signature[(band * Self.rows)..<((band + 1) * Self.rows)]
                .reduce(StableHash.mix(UInt64(band))) { StableHash.mix($0 ^ $1) }
        }
        var seen: Set<Int> = []
        for key in keys {
            for candidate in buckets[key] ?? [] where seen.insert(candidate).inserted {
                if group != 0, groups[candidate] == group { continue }
                let estimate = Self.estimate(signature, signatures[candidate])
                guard estimate >= threshold - Self.estimateMargin else { continue }
                let similarity = Self.similarity(own, shingles[candidate])
                if similarity >= threshold { return Match(position: candidate, similarity: similarity) }
            }
        }
        for key in keys where buckets[key, default: []].count < Self.mostInBucket {
            buckets[key, default: []].append(signatures.count)
        }
        signatures.append(signature)
        shingles.append(own)
        groups.append(group)
        return nil
    }

    /// Counts the share of runs of `words` words that two texts have in common, from 0 to 1.
    package static func similarity(_ first: String, _ second: String, words: Int = 5) -> Double {
        similarity(shingles(first, words), shingles(second, words))
    }

    private static func similarity(_ first: Set<UInt64>, _ second: Set<UInt64>) -> Double {
        let common =
            first.count < second.count
            ? first.count(where: second.contains) : second.count(where: first.contains)
        return Double(common) / Double(max(first.count + second.count - common, 1))
    }

    private static func estimate(_ first: [UInt64], _ second: [UInt64]) -> Double {
        Double(zip(first, second).count { $0 == $1 }) / Double(seeds.count)
    }

    private static func shingles(_ text: String, _ words: Int) -> Set<UInt64> {
        Set(WordShingles.runs(of: WordShingles.words(text), count: words))
    }

    private static func signature(_ shingles: Set<UInt64>) -> [UInt64] {
        var minima = [UInt64](repeating: .max, count: seeds.count)
        for shingle in shingles {
            for index in seeds.indices {
                minima[index] = min(minima[index], StableHash.mix(shingle ^ seeds[index]))
            }
        }
        return minima
    }
}
