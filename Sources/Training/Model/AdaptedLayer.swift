import Engine
import Tensor

/// One frozen decoder layer with its adapter: forward and backward.
struct AdaptedLayer {
    let device: any Device
    let configuration: ModelConfiguration
    let weights: DecoderLayerWeights
    let parameters: AdapterParameters
    let layer: Int
    private let shape: AttentionShape
    private let rotary: Int?
    private let linears: [AdaptedLinear]

    /// Puts a layer and its adapter together.
    init(
        device: any Device, configuration: ModelConfiguration, weights: DecoderLayerWeights,
        parameters: AdapterParameters, layer: Int
    ) {
        self.device = device
        self.configuration = configuration
        self.weights = weights
        self.parameters = parameters
        self.layer = layer
        shape = configuration.attentionShape(of: layer)
        rotary = configuration.attention(of: layer).rotary
        linears = LinearGroup.allCases.map { group in
            let parts = group.parts(configuration)
            let biases = parts.map { weights.biases?[$0] }
            return AdaptedLinear(
                device: device, weights: parts.compactMap { weights[$0] },
                biases: biases.contains { $0 != nil } ? biases : nil,
                adapter: parameters.group(group, layer: layer), scale: parameters.scale)
        }
    }

    private var style: DecoderStyle { configuration.style }
    private var isSequential: Bool { style.residual == .sequential }

    // MARK: - Forward

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
        attend(input, kept: kept, buffers: buffers, batch: batch)
        device.add(input, buffers.branch, into: kept.middle)
        linear(.feedForwardInput).forward(
            feedForwardInput(input, kept, buffers), low: low(.feedForwardInput, kept),
            into: kept.gate.map { [$0, kept.up] } ?? [kept.up])
        activate(kept, into: buffers.product)
        guard output != nil || kept.plainFeedForward != nil else {
            linear(.feedForwardOutput).lower(buffers.product, into: low(.feedForwardOutput, kept))
            return
        }
        linear(.feedForwardOutput).forward(
            buffers.product, low: low(.feedForwardOutput, kept),
            into: [kept.plainFeedForward ?? buffers.branch])
        guard let output else { return }
        if let norm = weights.postFeedForwardNorm, let plain = kept.plainFeedForward {
            device.norm(plain, norm, into: buffers.branch)
        }
        device.add(kept.middle, buffers.branch, into: output)
    }

    /// Leaves what attention adds to the residual stream in the buffers' `branch`.
    private func attend(
        _ input: Matrix, kept: LayerActivations, buffers: PassBuffers, batch: BatchGeometry
    ) {
        let queries = kept.plainQueries ?? kept.queries
        let keys = kept.plainKeys ?? kept.keys
        linear(.attentionInput).forward(
            attentionInput(input, buffers), low: low(.attentionInput, kept),
            into: [queries, keys, kept.values])
        if let norm = weights.queryNorm {
            device.norm(heads(queries, norm), norm, into: heads(kept.queries, norm))
        }
        if let norm = weights.keyNorm { device.norm(heads(keys, norm), norm, into: heads(kept.keys, norm)) }
        turn(kept.queries, kept.keys, batch, inverse: false)
        device.attention(
            queries: kept.queries, keys: kept.keys, values: kept.values, shape: shape,
            sequences: batch.sequences, into: kept.attended, logSumExp: kept.logSumExp)
        linear(.attentionOutput).forward(
            kept.attended, low: low(.attentionOutput, kept), into: [kept.plainAttention ?? buffers.branch])
        if let norm = weights.postAttentionNorm, let plain = kept.plainAttention {
            device.norm(plain, norm, into: buffers.branch)
        }
    }

    // MARK: - Backward

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
        feedForwardGradient(input, kept: kept, gradient: gradient, buffers: buffers)
        if isSequential {
            normGradient(kept.middle, weights.feedForwardNorm, dy: buffers.branch, into: gradient)
        }
        attentionGradient(kept: kept, gradient: gradient, buffers: buffers, batch: batch)
        let x = attentionInput(input, buffers)
        let dys = [buffers.dQueries, buffers.dKeys, buffers.dValues]
        guard reachesInput else {
            back(.attentionInput, x, kept, dys, buffers, into: nil)
            return
        }
        let dx = buffers.secondBranch ?? buffers.branch
        back(.attentionInput, x, kept, dys, buffers, into: dx)
        if !isSequential {
            let norm = weights.feedForwardNorm ?? weights.attentionNorm
            normGradient(input, norm, dy: buffers.branch, into: gradient)
        }
        normGradient(input, weights.attentionNorm, dy: dx, into: gradient)
    }

    /// Leaves the gradient of the feed-forward layer's normed input in the buffers' `branch`.
    private func feedForwardGradient(
        _ input: Matrix, kept: LayerActivations, gradient: Matrix, buffers: PassBuffers
    ) {
        activate(kept, into: buffers.product)
        let dy = plainGradient(
            kept.plainFeedForward, weights.postFeedForwardNorm, gradient: gradient, buffers: buffers)
        back(.feedForwardOutput, buffers.product, kept, [dy], buffers, into: buffers.dProduct)
        let dys: [Matrix]
        if let gate = kept.gate {
            device.activateGradient(
                style.activation, gate, kept.up, dy: buffers.dProduct, dGate: buffers.dProduct, dUp: kept.up)
            dys = [buffers.dProduct, kept.up]
        } else {
            device.activateGradient(
                style.activation, kept.up, nil, dy: buffers.dProduct, dGate: kept.up, dUp: nil)
            dys = [kept.up]
        }
        back(
            .feedForwardInput, feedForwardInput(input, kept, buffers), kept, dys, buffers,
            into: buffers.branch)
    }

    /// Leaves the gradients of queries, keys and values as the products gave them in the buffers.
    private func attentionGradient(
        kept: LayerActivations, gradient: Matrix, buffers: PassBuffers, batch: BatchGeometry
    ) {
        let dy = plainGradient(
            kept.plainAttention, weights.postAttentionNorm, gradient: gradient, buffers: buffers)
        back(.attentionOutput, kept.attended, kept, [dy], buffers, into: buffers.dAttended)
        device.attentionGradient(
            queries: kept.queries, keys: kept.keys, values: kept.values, output: kept.attended,
            logSumExp: kept.logSumExp, dOutput: buffers.dAttended, shape: shape,
            sequences: batch.sequences, dQueries: buffers.dQueries, dKeys: buffers.dKeys,
            dValues: buffers.dValues)
        turn(buffers.dQueries, buffers.dKeys, batch, inverse: true)
        headGradient(kept.plainQueries, weights.queryNorm, buffers.dQueries)
        headGradient(kept.plainKeys, weights.keyNorm, buffers.dKeys)
    }

    // MARK: - Parts

    /// What attention reads: the stream, through a norm where there is one before it.
    private func attentionInput(_ input: Matrix, _ buffers: PassBuffers) -> Matrix {
        guard let norm = weights.attentionNorm else { return input }
        device.norm(input, norm, into: buffers.normed)
        return buffers.normed
    }

    /// What the feed-forward layer reads: the stream before or after attention, through a norm where there is one.
    private func feedForwardInput(
        _ input: Matrix, _ kept: LayerActivations, _ buffers: PassBuffers
    ) -> Matrix {
        let stream = isSequential ? kept.middle : input
        let norm = style.residual == .parallelWithOneNorm ? weights.attentionNorm : weights.feedForwardNorm
        guard let norm else { return stream }
        device.norm(stream, norm, into: buffers.normed)
        return buffers.normed
    }

    private func activate(_ kept: LayerActivations, into product: Matrix) {
        if let gate = kept.gate {
            device.activate(style.activation, gate, kept.up, into: product)
        } else {
            device.activate(style.activation, kept.up, nil, into: product)
        }
    }

    private func turn(_ queries: Matrix, _ keys: Matrix, _ batch: BatchGeometry, inverse: Bool) {
        guard let rotary else { return }
        let table = batch.rotaries[rotary]
        device.rotary(queries, heads: configuration.headCount, table: table, inverse: inverse)
        device.rotary(keys, heads: configuration.keyValueHeadCount, table: table, inverse: inverse)
    }

    /// Queries or keys as the rows that a norm sees: one a head, or one a token.
    private func heads(_ x: Matrix, _ norm: Norm) -> Matrix {
        let columns = norm.gain.columns
        return Matrix(viewing: x, rows: x.count / columns, columns: columns)
    }

    /// Turns the gradient of normed queries or keys into that of plain ones.
    private func headGradient(_ plain: Matrix?, _ norm: Norm?, _ gradient: Matrix) {
        guard let plain, let norm else { return }
        let dx = heads(gradient, norm)
        device.normGradient(heads(plain, norm), norm, dy: dx, into: dx, accumulate: false)
    }

    /// The gradient of what a block gave before the norm that follows it; without one that of the stream.
    private func plainGradient(
        _ plain: Matrix?, _ norm: Norm?, gradient: Matrix, buffers: PassBuffers
    ) -> Matrix {
        guard let plain, let norm, let dPlain = buffers.dPlain else { return gradient }
        device.normGradient(plain, norm, dy: gradient, into: dPlain, accumulate: false)
        return dPlain
    }

    /// Adds the gradient of a norm's input, or without a norm what comes to it.
    private func normGradient(_ x: Matrix, _ norm: Norm?, dy: Matrix, into dx: Matrix) {
        if let norm {
            device.normGradient(x, norm, dy: dy, into: dx, accumulate: true)
        } else {
            device.add(dy, into: dx)
        }
    }

    private func low(_ group: LinearGroup, _ kept: LayerActivations) -> Matrix { kept.low[group.rawValue] }

    private func linear(_ group: LinearGroup) -> AdaptedLinear { linears[group.rawValue] }

    private func back(
        _ group: LinearGroup, _ x: Matrix, _ kept: LayerActivations, _ dys: [Matrix], _ buffers: PassBuffers,
        into dx: Matrix?
    ) {
        linear(group).backward(
            x, low: low(group, kept), dys: dys, dLow: buffers.dLow[group.rawValue],
            gradients: parameters.gradientGroup(group, layer: layer), dx: dx)
    }
}
