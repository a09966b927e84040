import Engine
import Tensor

/// One frozen decoder layer with its adapter: forward and backward.
struct AdaptedLayer {
    let device: any Device
    let configuration: ModelConfiguration
    let weights: DecoderLayerWeights
    let parameters: AdapterParameters
    let layer: Int

    /// Computes the layer.
    ///
    /// - Parameters:
    ///   - input: The residual stream before the layer, `[T, C]`.
    ///   - kept: Receives what the backward pass reads.
    ///   - output: Receives the residual stream after the layer; may be the input. Nil when it is known already
    ///     and only what the backward pass reads is wanted.
    ///   - buffers: Working memory.
    ///   - batch: Angles and boundaries.
    func forward(
        _ input: Matrix, kept: LayerActivations, into output: Matrix?, buffers: PassBuffers,
        batch: BatchGeometry
    ) {
        attentionInput(input, kept: kept, buffers: buffers, batch: batch)
        device.attention(
            queries: kept.queries, keys: kept.keys, values: kept.values, shape: configuration.attentionShape,
            sequences: batch.sequences, into: kept.attended, logSumExp: kept.logSumExp)
        linear(.attentionOutput).forward(
            kept.attended, low: low(.attentionOutput, kept), into: [buffers.branch])
        kept.middle.copyRows(from: input, 0..<input.rows)
        device.add(buffers.branch, into: kept.middle)
        norm(kept.middle, weights.feedForwardNorm, into: buffers.normed)
        linear(.feedForwardInput).forward(
            buffers.normed, low: low(.feedForwardInput, kept), into: [kept.gate, kept.up])
        device.siluMultiply(kept.gate, kept.up, into: buffers.product)
        guard let output else {
            linear(.feedForwardOutput).lower(buffers.product, into: low(.feedForwardOutput, kept))
            return
        }
        linear(.feedForwardOutput).forward(
            buffers.product, low: low(.feedForwardOutput, kept), into: [buffers.branch])
        output.copyRows(from: kept.middle, 0..<input.rows)
        device.add(buffers.branch, into: output)
    }

    /// Adds this layer's adapter gradients and turns the gradient of its output into that of its input.
    ///
    /// - Parameters:
    ///   - input: The residual stream before the layer.
    ///   - kept: What the forward pass left; its `up` is overwritten.
    ///   - gradient: The gradient of the residual stream, after the layer and then before it.
    ///   - buffers: Working memory.
    ///   - batch: Angles and boundaries.
    ///   - reachesInput: Whether anything below is trained; else the gradient of the input is left out.
    func backward(
        _ input: Matrix, kept: LayerActivations, gradient: Matrix, buffers: PassBuffers, batch: BatchGeometry,
        reachesInput: Bool
    ) {
        device.siluMultiply(kept.gate, kept.up, into: buffers.product)
        back(.feedForwardOutput, buffers.product, kept, [gradient], buffers, into: buffers.dProduct)
        device.siluMultiplyGradient(
            kept.gate, kept.up, dy: buffers.dProduct, dGate: buffers.dProduct, dUp: kept.up)
        norm(kept.middle, weights.feedForwardNorm, into: buffers.normed)
        back(
            .feedForwardInput, buffers.normed, kept, [buffers.dProduct, kept.up], buffers,
            into: buffers.branch)
        normGradient(kept.middle, weights.feedForwardNorm, dy: buffers.branch, into: gradient)

        back(.attentionOutput, kept.attended, kept, [gradient], buffers, into: buffers.dAttended)
        device.attentionGradient(
            queries: kept.queries, keys: kept.keys, values: kept.values, output: kept.attended,
            logSumExp: kept.logSumExp, dOutput: buffers.dAttended, shape: configuration.attentionShape,
            sequences: batch.sequences, dQueries: buffers.dQueries, dKeys: buffers.dKeys,
            dValues: buffers.dValues)
        turn(buffers.dQueries, buffers.dKeys, batch, inverse: true)
        norm(input, weights.attentionNorm, into: buffers.normed)
        let dys = [buffers.dQueries, buffers.dKeys, buffers.dValues]
        guard reachesInput else {
            back(.attentionInput, buffers.normed, kept, dys, buffers, into: nil)
            return
        }
        back(.attentionInput, buffers.normed, kept, dys, buffers, into: buffers.branch)
        normGradient(input, weights.attentionNorm, dy: buffers.branch, into: gradient)
    }

    // MARK: - Parts

    private func attentionInput(
        _ input: Matrix, kept: LayerActivations, buffers: PassBuffers, batch: BatchGeometry
    ) {
        norm(input, weights.attentionNorm, into: buffers.normed)
        linear(.attentionInput).forward(
            buffers.normed, low: low(.attentionInput, kept), into: [kept.queries, kept.keys, kept.values])
        turn(kept.queries, kept.keys, batch, inverse: false)
    }

    private func turn(_ queries: Matrix, _ keys: Matrix, _ batch: BatchGeometry, inverse: Bool) {
        device.rotary(queries, heads: configuration.headCount, table: batch.rotary, inverse: inverse)
        device.rotary(keys, heads: configuration.keyValueHeadCount, table: batch.rotary, inverse: inverse)
    }

    private func norm(_ x: Matrix, _ gain: Matrix, into y: Matrix) {
        device.rmsNorm(x, gain: gain, epsilon: configuration.normEpsilon, into: y)
    }

    private func normGradient(_ x: Matrix, _ gain: Matrix, dy: Matrix, into dx: Matrix) {
        device.rmsNormGradient(
            x, gain: gain, epsilon: configuration.normEpsilon, dy: dy, into: dx, accumulate: true)
    }

    private func low(_ group: LinearGroup, _ kept: LayerActivations) -> Matrix { kept.low[group.rawValue] }

    private func linear(_ group: LinearGroup) -> AdaptedLinear {
        AdaptedLinear(
            device: device, weights: group.modules.map { weights[$0] },
            adapter: parameters.group(group, layer: layer), scale: parameters.scale,
            rank: parameters.layout.rank)
    }

    private func back(
        _ group: LinearGroup, _ x: Matrix, _ kept: LayerActivations, _ dys: [Matrix], _ buffers: PassBuffers,
        into dx: Matrix?
    ) {
        linear(group).backward(
            x, low: low(group, kept), dys: dys, dLow: buffers.dLow[group.rawValue],
            gradients: parameters.gradientGroup(group, layer: layer), dx: dx)
    }
}
