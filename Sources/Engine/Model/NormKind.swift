/// How a norm scales its rows.
package enum NormKind: Sendable, Hashable {
    /// By the root of the mean square. Paper: *Root Mean Square Layer Normalization*.
    case rootMeanSquare
    /// By the deviation from the mean. Paper: *Layer Normalization*.
    case layer
}
