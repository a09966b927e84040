/// The operations that only some families of models need, forward and backward.
///
/// The rules of ``Device`` hold here as well.
package protocol LayerOperations: Sendable {
    /// Layer normalisation: `y = (x - mean) / sqrt(variance + epsilon) · gain + bias`; y may be x.
    ///
    /// Gain and bias are `[1, C]`; a bias of nil is none.
    func layerNorm(_ x: Matrix, gain: Matrix, bias: Matrix?, epsilon: Float, into y: Matrix)

    /// The gradient of ``layerNorm(_:gain:bias:epsilon:into:)`` for x: `dx (+)= …`; dx may be dy.
    func layerNormGradient(
        _ x: Matrix, gain: Matrix, epsilon: Float, dy: Matrix, into dx: Matrix, accumulate: Bool)

    /// The gated unit `y = f(gate) · up`, or the plain one `y = f(gate)` without `up`; y may be one of them.
    func activate(_ function: ActivationFunction, _ gate: Matrix, _ up: Matrix?, into y: Matrix)

    /// The gradients of ``activate(_:_:_:into:)``; `dGate` may be gate or dy, `dUp` may be up and goes with it.
    func activateGradient(
        _ function: ActivationFunction, _ gate: Matrix, _ up: Matrix?, dy: Matrix, dGate: Matrix, dUp: Matrix?
    )

    /// `y[t] += bias` for every row, with a bias `[1, C]`.
    func addBias(_ bias: Matrix, into y: Matrix)

    /// `y = a + b`; y may be one of them.
    func add(_ a: Matrix, _ b: Matrix, into y: Matrix)

    /// `x = x · factor` in place.
    func scale(_ x: Matrix, by factor: Float)

    /// `x = cap · tanh(x / cap)` in place.
    func softCap(_ x: Matrix, cap: Float)

    /// The gradient of ``softCap(_:cap:)`` in place of dy, given its result y: `dy = dy · (1 - (y / cap)²)`.
    func softCapGradient(_ y: Matrix, cap: Float, dy: Matrix)
}
