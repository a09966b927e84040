import Engine

extension SeededGenerator {
    /// Makes a generator; the streams of one seed are independent for practical purposes.
    init(seed: UInt64, stream: UInt64) {
        self.init(seed: seed)
        state = next() ^ (stream &* 0xd1b5_4a32_d192_ed03)
        _ = next()
    }

    /// A number in [-limit, limit), with 24 random bits.
    ///
    /// The standard library's own may change from one version to the next; a run's bytes must not.
    mutating func uniform(limit: Float) -> Float {
        (Float(next() >> 40) * 0x1p-23 - 1) * limit
    }

    /// The numbers 0..<count in random order (Fisher and Yates).
    mutating func permutation(of count: Int) -> [Int] {
        var order = Array(0..<count)
        for index in stride(from: count - 1, to: 0, by: -1) {
            let other = next().multipliedFullWidth(by: UInt64(index + 1)).high
            order.swapAt(index, Int(other))
        }
        return order
    }
}
