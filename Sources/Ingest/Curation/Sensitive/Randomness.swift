import Foundation

/// Tells random letters and digits from words.
enum Randomness {
    /// The entropy of a text's signs in bits a sign.
    static func entropy(_ bytes: some Collection<UInt8>) -> Double {
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        let total = Double(max(bytes.count, 1))
        return counts.reduce(0.0) { sum, count in
            count == 0 ? sum : sum - Double(count) / total * log2(Double(count) / total)
        }
    }

    /// Whether a text of at least 16 signs mixes letters and digits as chance does.
    static func isRandom(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.contains(where: \.isDigit) && bytes.contains(where: \.isASCIILetter)
            && entropy(bytes) >= 2.8
    }
}
