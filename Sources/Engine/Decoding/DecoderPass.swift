internal import Tensor

/// Runs all layers of a decoder over new tokens of any number of sequences at once.
///
/// Every row is computed as if it were alone: linear layers are shared, attention is each sequence's own, and adapters
/// go to the rows of the sequences that want them. A pass belongs to one thread at a time.
final class DecoderPass {
    /// New tokens of one sequence, which has room for them.
    struct Part {
        let sequence: CachedSequence
        let tokens: [Int]
    }

    let model: LanguageModel
    private let shapes: [AttentionShape]
    private var buffers: DecoderBuffers?
    /// What the adapters add, arranged for each kind of pass.
    private var changes: [LinearPath: BatchChanges] = [:]

    /// Larger buffers than this are not kept from one pass to the next.
    private static let keptRows = 64

    init(model: LanguageModel) {
        self.model = model
        let configuration = model.configuration
        shapes = (0..<configuration.layerCount).map { configuration.attentionShape(of: $0) }
    }

    /// What one pass works with.
    private struct Batch {
        let path: LinearPath
        let buffers: DecoderBuffers
        let segments: [CacheSegment]
        let tables: [RotaryTable]
    }

    /// Takes in tokens; afterwards the sequences hold them.
    ///
    /// - Parameters:
    ///   - parts: The tokens of each sequence.
    ///   - path: Whether each part is one token that was chosen, or a piece of a text.
    /// - Returns: Buffers whose stream holds the output of the last layer, one row a token, in the order of the parts; the next
    ///   pass may use them again.
    func run(_ parts: [Part], path: LinearPath) -> DecoderBuffers {
        var positions: [Int] = []
        var reaches: [Int] = []
        var segments: [CacheSegment] = []
        var adapted: [BatchChanges.Part] = []
        for part in parts {
            let start = positions.count
            positions += part.sequence.position..<part.sequence.position + part.tokens.count
            let rows = start..<positions.count
            reaches += rows.map { _ in part.sequence.reach }
            segments.append(
                CacheSegment(
                    rows: rows, table: part.sequence.table,
                    length: part.sequence.position + part.tokens.count))
            let overlay = part.sequence.overlay
            if overlay.isEmpty { continue }
            if let last = adapted.last, last.rows.upperBound == start, last.overlay == overlay {
                adapted[adapted.count - 1].rows = last.rows.lowerBound..<rows.upperBound
            } else {
                adapted.append(BatchChanges.Part(rows: rows, overlay: overlay))
            }
        }
        changes[path, default: BatchChanges()].prepare(adapted)
        let buffers = buffers(positions.count)
        let tables = model.configuration.rotaryTables(positions: positions, reaches: reaches)
        embed(parts.flatMap(\.tokens), positions, into: buffers)
        let batch = Batch(path: path, buffers: buffers, segments: segments, tables: tables)
        for (index, layer) in model.weights.layers.enumerated() {
            attend(index, layer, batch)
            feedForward(index, layer, batch)
        }
        for part in parts { part.sequence.advance(by: part.tokens.count) }
        return buffers
    }

    /// Lets go of the adapters of the last pass of a kind, when no other follows soon.
    func releaseAdapters(_ path: LinearPath) { changes[path] = nil }

    /// Logits of rows of the stream; `normed` may be `rows`.
    func logits(of rows: Matrix, normed: Matrix, into logits: Matrix, path: LinearPath) {
        model.device.norm(rows, model.weights.outputNorm, into: normed)
        model.device.linear(normed, model.weights.head, into: logits, path: path)
        if let cap = model.configuration.style.logitSoftCap { model.device.softCap(logits, cap: cap) }
    }

    private func buffers(_ tokens: Int) -> DecoderBuffers {
        if let buffers, buffers.tokens == tokens { return buffers }
        let fresh = DecoderBuffers(model.configuration, tokens: tokens)
        buffers = tokens <= Self.keptRows ? fresh : nil
        return fresh
    }

    private func embed(_ tokens: [Int], _ positions: [Int], into buffers: DecoderBuffers) {
        let device = model.device
        device.embeddingRows(model.weights.embedding, ids: tokens, into: buffers.stream)
        if let scale = model.configuration.style.embeddingScale { device.scale(buffers.stream, by: scale) }
        if let table = model.weights.positions {
            device.embeddingRows(table, ids: positions, into: buffers.normed)
            device.add(buffers.normed, into: buffers.stream)
        }
    }

    /// Leaves what attention gives in the buffers' `projected`, and adds it to the stream unless the feed-forward
    /// layer must read the stream first.
    private func attend(_ index: Int, _ layer: DecoderLayerWeights, _ batch: Batch) {
        let configuration = model.configuration
        let device = model.device
        let buffers = batch.buffers
        var input = buffers.stream
        if let norm = layer.attentionNorm {
            device.norm(input, norm, into: buffers.normed)
            input = buffers.normed
        }
        linear(
            index, layer, batch, input,
            [
                (.query, layer.query, buffers.queries), (.key, layer.key, buffers.keys),
                (.value, layer.value, buffers.values),
            ])
        if let norm = layer.queryNorm {
            let rows = buffers.queryHeads ?? buffers.queries
            device.norm(rows, norm, into: rows)
        }
        if let norm = layer.keyNorm {
            let rows = buffers.keyHeads ?? buffers.keys
            device.norm(rows, norm, into: rows)
        }
        if let rotary = configuration.attention(of: index).rotary {
            let table = batch.tables[rotary]
            device.rotary(buffers.queries, heads: configuration.headCount, table: table, inverse: false)
            device.rotary(
                buffers.keys, heads: configuration.keyValueHeadCount, table: table, inverse: false)
        }
        device.store(keys: buffers.keys, values: buffers.values, layer: index, in: batch.segments)
        device.attentionCached(
            queries: buffers.queries, layer: index, segments: batch.segments, shape: shapes[index],
            into: buffers.attended)
        linear(
            index, layer, batch, buffers.attended,
            [(.attentionOutput, layer.attentionOutput, buffers.projected)])
        if let norm = layer.postAttentionNorm {
            device.norm(buffers.projected, norm, into: buffers.projected)
        }
        if configuration.style.residual == .sequential {
            device.add(buffers.projected, into: buffers.stream)
        }
    }

    private func feedForward(_ index: Int, _ layer: DecoderLayerWeights, _ batch: Batch) {
        let style = model.configuration.style
        let device = model.device
        let buffers = batch.buffers
        // With one norm for both, the buffer still holds what attention has read.
        var input = style.residual == .parallelWithOneNorm ? buffers.normed : buffers.stream
        if let norm = layer.feedForwardNorm {
            device.norm(buffers.stream, norm, into: buffers.normed)
            input = buffers.normed
        }
        if let gate = buffers.gate, let weight = layer.gate {
            linear(index, layer, batch, input, [(.gate, weight, gate), (.up, layer.up, buffers.up)])
            device.activate(style.activation, gate, buffers.up, into: buffers.up)
        } else {
            linear(index, layer, batch, input, [(.up, layer.up, buffers.up)])
            device.activate(style.activation, buffers.up, nil, into: buffers.up)
        }
        if style.residual != .sequential { device.add(buffers.projected, into: buffers.stream) }
        linear(index, layer, batch, buffers.up, [(.down, layer.down, buffers.projected)])
        if let norm = layer.postFeedForwardNorm {
            device.norm(buffers.projected, norm, into: buffers.projected)
        }
        device.add(buffers.projected, into: buffers.stream)
    }

    /// Linear layers of one input, what the adapters add to them, and their biases.
    private func linear(
        _ index: Int, _ layer: DecoderLayerWeights, _ batch: Batch, _ x: Matrix,
        _ parts: [(LinearModule, WeightMatrix, Matrix)]
    ) {
        let (added, next) = changes[batch.path, default: BatchChanges()].next(index, parts.map { $0.0 })
        model.device.linear(
            x, parts.map { $0.1 }, adding: added, before: next, into: parts.map { $0.2 }, path: batch.path)
        guard let biases = layer.biases else { return }
        for (module, _, y) in parts {
            if let bias = biases[module] { model.device.addBias(bias, into: y) }
        }
    }
}
