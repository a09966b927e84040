/// A small generator of random numbers: the same seed gives the same numbers on every machine.
///
/// Paper: *Fast Splittable Pseudorandom Number Generators* (SplitMix64). Not for secrets.
package struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable {
    /// The state, which can be stored and given back to go on where one stopped.
    package var state: UInt64

    /// Starts from a seed.
    package init(seed: UInt64) { state = seed }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// The next number from 0 up to but not including 1.
    package mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
