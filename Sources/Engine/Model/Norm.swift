package import Tensor

/// A norm with its frozen weights.
package struct Norm: Sendable {
    /// How it scales.
    package let kind: NormKind
    /// What each column is multiplied by, `[1, C]`.
    package let gain: Matrix
    /// What each column is moved by, `[1, C]`; nil is nothing, and always so for the root of the mean square.
    package let bias: Matrix?
    /// Added to the mean square or the variance.
    package let epsilon: Float

    /// Makes a norm.
    package init(kind: NormKind = .rootMeanSquare, gain: Matrix, bias: Matrix? = nil, epsilon: Float) {
        self.kind = kind
        self.gain = gain
        self.bias = bias
        self.epsilon = epsilon
    }
}

extension Device {
    /// Normalises the rows of x; y may be x.
    package func norm(_ x: Matrix, _ norm: Norm, into y: Matrix) {
        switch norm.kind {
        case .rootMeanSquare: rmsNorm(x, gain: norm.gain, epsilon: norm.epsilon, into: y)
        case .layer: layerNorm(x, gain: norm.gain, bias: norm.bias, epsilon: norm.epsilon, into: y)
        }
    }

    /// The gradient of ``norm(_:_:into:)`` for x; dx may be dy.
    package func normGradient(_ x: Matrix, _ norm: Norm, dy: Matrix, into dx: Matrix, accumulate: Bool) {
        switch norm.kind {
        case .rootMeanSquare:
            rmsNormGradient(
                x, gain: norm.gain, epsilon: norm.epsilon, dy: dy, into: dx, accumulate: accumulate)
        case .layer:
            layerNormGradient(
                x, gain: norm.gain, epsilon: norm.epsilon, dy: dy, into: dx, accumulate: accumulate)
        }
    }
}
