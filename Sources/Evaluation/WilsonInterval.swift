/// The range in which a rate lies with 95 % confidence, by Wilson's score method.
///
/// Unlike the textbook formula it stays within 0 and 1 and holds for small samples and rates near the ends.
package struct WilsonInterval: Codable, Sendable, Hashable {
    /// Below this number of trials a result is called a small sample.
    package static let smallSample = 100
    private static let z = 1.959963984540054

    /// Lower end, from 0.
    package let low: Double
    /// Upper end, up to 1.
    package let high: Double

    /// Computes the interval of successes among trials.
    ///
    /// - Precondition: `0 <= successes <= trials`.
    package init(successes: Int, trials: Int) {
        precondition((0...trials).contains(successes), "successes are a part of the trials")
        guard trials > 0 else {
            low = 0
            high = 1
            return
        }
        let count = Double(trials)
        let rate = Double(successes) / count
        let square = Self.z * Self.z
        let centre = rate + square / (2 * count)
        let spread = Self.z * ((rate * (1 - rate) + square / (4 * count)) / count).squareRoot()
        low = successes == 0 ? 0 : max(0, (centre - spread) / (1 + square / count))
        high = successes == trials ? 1 : min(1, (centre + spread) / (1 + square / count))
    }
}
