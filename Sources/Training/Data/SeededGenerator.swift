/// A small random generator whose sequence depends on its seed alone: SplitMix64.
///
/// The standard library's generators may change between versions of the toolchain; a run's bytes must not.
struct SeededGenerator {
    private var state: UInt64

    /// Makes a generator; different streams of one seed are independent for practical purposes.
    init(seed: UInt64, stream: UInt64 = 0) {
        state = seed
        state = next() ^ (stream &* 0xD1B5_4A32_D192_ED03)
        _ = next()
    }

    /// The next 64 random bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0..<bound, each equally likely up to 2⁻⁶⁴·bound.
    mutating func next(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number in [-limit, limit), with 24 random bits.
    mutating func uniform(limit: Float) -> Float {
        (Float(next() >> 40) * 0x1p-23 - 1) * limit
    }

    /// The numbers 0..<count in random order (Fisher and Yates).
    mutating func permutation(of count: Int) -> [Int] {
        var order = Array(0..<count)
        for index in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(index, next(below: index + 1))
        }
        return order
    }
}
