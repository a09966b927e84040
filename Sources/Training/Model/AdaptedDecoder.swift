import Engine
import Tensor

/// A frozen decoder with a trainable adapter on every linear layer but the head.
///
/// Only the adapter gets gradients: nothing is computed for a frozen weight, and the backward pass ends at the
/// input of the lowest adapted layers.
final class AdaptedDecoder {
    /// The adapter.
    let parameters: AdapterParameters
    private let device: any Device
    private let configuration: ModelConfiguration
    private let weights: DecoderWeights
    private let memory: PassMemory
    private let head: HeadLoss
    private let layers: [AdaptedLayer]

    /// Puts an adapter on a decoder.
    ///
    /// - Parameters:
    ///   - configuration: The decoder's shape.
    ///   - weights: Its frozen weights.
    ///   - parameters: The adapter.
    ///   - device: What computes.
    ///   - recomputes: Whether layers are computed a second time to save memory; the results are the same bytes.
    init(
        configuration: ModelConfiguration, weights: DecoderWeights, parameters: AdapterParameters,
        device: any Device, recomputes: Bool
    ) {
        self.parameters = parameters
        self.device = device
        self.configuration = configuration
        self.weights = weights
        memory = PassMemory(
            configuration: configuration, rank: parameters.layout.rank, recomputes: recomputes)
        head = HeadLoss(device: device, configuration: configuration, weights: weights)
        layers = weights.layers.enumerated().map { layer, layerWeights in
            AdaptedLayer(
                device: device, configuration: configuration, weights: layerWeights, parameters: parameters,
                layer: layer)
        }
    }

    /// The weighted sum of the losses of a batch.
    func loss(_ batch: PackedBatch) -> Double {
        guard batch.tokenCount > 0 else { return 0 }
        let buffers = memory.buffers(tokens: batch.tokenCount, keeping: false)
        let geometry = BatchGeometry(batch, configuration: configuration)
        let stream = buffers.inputs[0]
        embed(batch, geometry, into: stream, room: buffers.branch)
        for layer in layers {
            layer.forward(stream, kept: buffers.layers[0], into: stream, buffers: buffers, batch: geometry)
        }
        return head.loss(stream, batch: batch, gradientScale: nil, into: nil)
    }

    /// The weighted sum of the losses of a batch; adds its gradient, times a scale, to the adapter's gradients.
    func lossAddingGradient(_ batch: PackedBatch, scale: Float) -> Double {
        guard batch.tokenCount > 0 else { return 0 }
        let buffers = memory.buffers(tokens: batch.tokenCount, keeping: true)
        let geometry = BatchGeometry(batch, configuration: configuration)
        embed(batch, geometry, into: buffers.inputs[0], room: buffers.branch)
        for (index, layer) in layers.enumerated() {
            layer.forward(
                buffers.inputs[index], kept: kept(index, buffers), into: buffers.inputs[index + 1],
                buffers: buffers, batch: geometry)
        }
        let gradient = buffers.gradient
        let sum = head.loss(
            buffers.inputs[layers.count], batch: batch, gradientScale: scale, into: gradient)
        for (index, layer) in layers.enumerated().reversed() {
            if memory.recomputes {
                layer.forward(
                    buffers.inputs[index], kept: kept(index, buffers), into: nil, buffers: buffers,
                    batch: geometry)
            }
            layer.backward(
                buffers.inputs[index], kept: kept(index, buffers), gradient: gradient, buffers: buffers,
                batch: geometry, reachesInput: index > 0)
        }
        return sum
    }

    private func kept(_ layer: Int, _ buffers: PassBuffers) -> LayerActivations {
        buffers.layers[memory.recomputes ? 0 : layer]
    }

    private func embed(_ batch: PackedBatch, _ geometry: BatchGeometry, into stream: Matrix, room: Matrix) {
        device.embeddingRows(weights.embedding, ids: batch.tokens.map { Int($0) }, into: stream)
        if let scale = configuration.style.embeddingScale { device.scale(stream, by: scale) }
        if let table = weights.positions {
            device.embeddingRows(table, ids: geometry.positions, into: room)
            device.add(room, into: stream)
        }
    }
}
