/// How exactly products are computed.
package enum Numerics: String, Codable, Sendable, CaseIterable {
    /// 32-bit floats everywhere.
    case exact
    /// Products in 16-bit numbers with 32-bit sums where the processor has them, within stated bounds of ``exact``.
    ///
    /// Weights that are stored in 32-bit floats are computed in them all the same.
    case fast

    /// What may be chosen, for a sentence that asks for a choice.
    package static let choices = allCases.map(\.rawValue).joined(separator: " or ")
}
