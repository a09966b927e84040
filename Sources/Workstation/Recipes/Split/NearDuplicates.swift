/// Finds texts that say almost the same, by MinHash over word shingles.
///
/// A text is the set of its runs of five words (in lower case, without punctuation). 64 minimum hashes
/// estimate how much of two sets is common (Broder, "On the resemblance and containment of documents");
/// candidates are found by 16 bands of four hashes, so that the cost stays linear.
package struct NearDuplicates: Sendable {
    /// Words in one shingle.
    package static let shingleWords = 5
    private static let bands = 16
    private static let rows = 4
    private static let seeds: [UInt64] = (0..<UInt64(bands * rows)).map {
        StableHash.mix($0 &+ 0x9e37_79b9_7f4a_7c15)
    }

    private let threshold: Double
    private var signatures: [[UInt64]] = []
    private var buckets: [UInt64: [Int]] = [:]

    /// Makes an empty index.
    ///
    /// - Parameter threshold: The estimated share of common shingles from which two texts count as the same.
    package init(threshold: Double) {
        self.threshold = threshold
    }

    /// Adds a text, unless one that is nearly the same was added before.
    ///
    /// - Returns: The position (from 0, among the texts that were added) of the text it repeats; nil when it
    ///   was added.
    /// - Complexity: O(words) hashes times 64.
    package mutating func add(_ text: String) -> Int? {
        let signature = Self.signature(text)
        let keys = (0..<Self.bands).map { band in
            signature[(band * Self.rows)..<((band + 1) * Self.rows)]
                .reduce(StableHash.mix(UInt64(band))) { StableHash.mix($0 ^ $1) }
        }
        var seen: Set<Int> = []
        for key in keys {
            for candidate in buckets[key] ?? [] where seen.insert(candidate).inserted {
                if Self.similarity(signature, signatures[candidate]) >= threshold { return candidate }
            }
        }
        for key in keys { buckets[key, default: []].append(signatures.count) }
        signatures.append(signature)
        return nil
    }

    /// Estimates the share of shingles that two texts have in common, from 0 to 1.
    package static func similarity(_ first: String, _ second: String) -> Double {
        similarity(signature(first), signature(second))
    }

    private static func similarity(_ first: [UInt64], _ second: [UInt64]) -> Double {
        Double(zip(first, second).count { $0 == $1 }) / Double(seeds.count)
    }

    private static func signature(_ text: String) -> [UInt64] {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { StableHash.of($0) }
        var minima = [UInt64](repeating: .max, count: seeds.count)
        let count = max(words.count - shingleWords + 1, 1)
        for start in 0..<count {
            let shingle = words[min(start, words.count)..<min(start + shingleWords, words.count)]
                .reduce(UInt64(0x51ed_270b)) { StableHash.mix($0 &* 31 ^ $1) }
            for (index, seed) in seeds.enumerated() {
                minima[index] = min(minima[index], StableHash.mix(shingle ^ seed))
            }
        }
        return minima
    }
}
