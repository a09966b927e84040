/// What a feed-forward layer applies to each of its elements.
package enum ActivationFunction: Sendable, Hashable, CaseIterable {
    /// `x / (1 + e^-x)`.
    case silu
    /// `x · Φ(x)` by its approximation with a hyperbolic tangent.
    case geluTanh
    /// `x · Φ(x)`, Φ being the normal distribution function. Paper: *Gaussian Error Linear Units*.
    case gelu
}
