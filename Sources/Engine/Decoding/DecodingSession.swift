internal import Tensor

/// One conversation with a model: its cache, its position and the adapters over the base.
///
/// A session belongs to one thread at a time. Tokens give the same results whether they are prefilled at once or
/// decoded one by one, up to rounding. With an empty mix the base runs exactly as if adapters did not exist.
package final class DecodingSession {
    /// The model.
    package let model: LanguageModel
    /// The adapters over it.
    package let mix: AdapterMix
    /// The most tokens that the session can hold.
    package let capacity: Int
    /// Tokens that the session holds.
    package private(set) var position = 0

    private var cache: KVCache
    private let overlay: AdapterOverlay
    private let shapes: [AttentionShape]
    private var single: DecoderBuffers?
    /// Logits after the last token, `[1, V]`; they are valid when ``hasLogits`` is true.
    private let lastLogits: Matrix
    private var hasLogits = false

    /// Tokens of a prompt that are computed at once: enough to spread the cost of expanding the weights.
    private static let chunk = 512
    /// Rows of logits that are computed at once when a text is scored.
    private static let scoredRows = 128

    /// Starts a conversation.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - mix: Adapters that fit the model.
    ///   - capacity: The most tokens; the model's context length when nil. Memory is taken as tokens arrive.
    /// - Throws: ``EngineError`` when an adapter does not fit the model.
    package init(model: LanguageModel, mix: AdapterMix = .base, capacity: Int? = nil) throws(EngineError) {
        self.model = model
        self.mix = mix
        let limit = model.configuration.contextLength
        self.capacity = max(1, min(capacity ?? limit, limit))
        overlay = try AdapterOverlay(mix, configuration: model.configuration)
        let configuration = model.configuration
        shapes = (0..<configuration.layerCount).map { configuration.attentionShape(of: $0) }
        cache = KVCache(configuration: model.configuration, capacity: self.capacity)
        lastLogits = Matrix(rows: 1, columns: model.configuration.vocabulary)
    }

    /// Logits after the last token; nil before the first and after ``truncate(to:)``.
    package var logits: [Float]? { hasLogits ? lastLogits.elements : nil }

    /// Takes in a prompt.
    ///
    /// - Parameters:
    ///   - tokens: At least one token id.
    ///   - isCancelled: Asked between pieces of a long prompt.
    /// - Returns: The logits after its last token.
    /// - Throws: ``EngineError`` when an id is unknown, the tokens do not fit, or the work was cancelled; the
    ///   position is then as before.
    @discardableResult
    package func prefill(
        _ tokens: [Int], isCancelled: () -> Bool = { false }
    ) throws(EngineError) -> [Float] {
        try check(tokens)
        let start = position
        for first in stride(from: 0, to: tokens.count, by: Self.chunk) {
            if isCancelled() {
                truncate(to: start)
                throw .cancelled
            }
            let piece = Array(tokens[first..<min(tokens.count, first + Self.chunk)])
            let buffers = run(piece)
            if first + piece.count == tokens.count { finish(buffers) }
        }
        return lastLogits.elements
    }

    /// Takes in one token.
    ///
    /// - Parameter token: A token id.
    /// - Returns: The logits after it.
    /// - Throws: ``EngineError`` when the id is unknown or the token does not fit.
    @discardableResult
    package func decode(_ token: Int) throws(EngineError) -> [Float] {
        try check([token])
        finish(run([token]))
        return lastLogits.elements
    }

    /// Takes in a text and tells how likely each of its tokens was.
    ///
    /// - Parameters:
    ///   - tokens: At least one token id.
    ///   - alternatives: How many of the likeliest tokens to name at each position.
    ///   - isCancelled: Asked between pieces of a long text.
    /// - Returns: One score a token; the first is nil when nothing came before it.
    /// - Throws: ``EngineError`` when an id is unknown, the tokens do not fit, or the work was cancelled; the
    ///   position is then as before.
    package func score(
        _ tokens: [Int], alternatives: Int = 0, isCancelled: () -> Bool = { false }
    ) throws(EngineError) -> [TokenScore?] {
        try check(tokens)
        let start = position
        var scores: [TokenScore?] = []
        scores.reserveCapacity(tokens.count)
        if hasLogits {
            scores += self.scores(lastLogits, [tokens[0]], alternatives)
        } else {
            scores.append(nil)
        }
        for first in stride(from: 0, to: tokens.count, by: Self.chunk) {
            if isCancelled() {
                truncate(to: start)
                throw .cancelled
            }
            let piece = Array(tokens[first..<min(tokens.count, first + Self.chunk)])
            let buffers = run(piece)
            let targets = Array(tokens[(first + 1)..<min(tokens.count, first + piece.count + 1)])
            scores += self.scores(buffers, targets, alternatives)
            if first + piece.count == tokens.count { finish(buffers) }
        }
        return scores
    }

    /// Log-probabilities of a text's tokens; the first is nil when nothing came before it.
    ///
    /// - Throws: ``EngineError`` when an id is unknown or the tokens do not fit.
    package func logProbabilities(of tokens: [Int]) throws(EngineError) -> [Float?] {
        try score(tokens).map { $0?.logProbability }
    }

    /// Forgets everything after the first `count` tokens.
    package func truncate(to count: Int) {
        precondition(count >= 0 && count <= position, "The session holds \(position) tokens, not \(count).")
        position = count
        hasLogits = false
    }

    // MARK: - One pass

    private func check(_ tokens: [Int]) throws(EngineError) {
        let vocabulary = model.configuration.vocabulary
        guard !tokens.isEmpty else { throw .emptyPrompt }
        for token in tokens where token < 0 || token >= vocabulary {
            throw .badToken(token, vocabulary: vocabulary)
        }
        guard tokens.count <= capacity - position else {
            throw .contextFull(position: position, adding: tokens.count, capacity: capacity)
        }
    }

    /// Runs all layers over new tokens; afterwards the stream holds the output of the last layer.
    private func run(_ tokens: [Int]) -> DecoderBuffers {
        let weights = model.weights
        let buffers = buffers(tokens.count)
        let length = position + tokens.count
        cache.reserve(length, used: position)
        let positions = Array(position..<length)
        let tables = model.configuration.rotaryTables(positions: positions, reach: capacity)
        embed(tokens, positions, into: buffers)
        for (index, layer) in weights.layers.enumerated() {
            attend(index, layer, buffers, tables, length)
            feedForward(index, layer, buffers)
        }
        position = length
        return buffers
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
    private func attend(
        _ index: Int, _ layer: DecoderLayerWeights, _ buffers: DecoderBuffers, _ tables: [RotaryTable],
        _ length: Int
    ) {
        let configuration = model.configuration
        let device = model.device
        var input = buffers.stream
        if let norm = layer.attentionNorm {
            device.norm(input, norm, into: buffers.normed)
            input = buffers.normed
        }
        linear(
            index, layer, input,
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
            let table = tables[rotary]
            device.rotary(buffers.queries, heads: configuration.headCount, table: table, inverse: false)
            device.rotary(
                buffers.keys, heads: configuration.keyValueHeadCount, table: table, inverse: false)
        }
        cache.keys[index].copyRows(from: buffers.keys, 0..<buffers.tokens, to: position)
        cache.values[index].copyRows(from: buffers.values, 0..<buffers.tokens, to: position)
        device.attentionCached(
            queries: buffers.queries, keys: cache.keys[index], values: cache.values[index], length: length,
            shape: shapes[index], into: buffers.attended)
        linear(
            index, layer, buffers.attended, [(.attentionOutput, layer.attentionOutput, buffers.projected)])
        if let norm = layer.postAttentionNorm {
            device.norm(buffers.projected, norm, into: buffers.projected)
        }
        if configuration.style.residual == .sequential {
            device.add(buffers.projected, into: buffers.stream)
        }
    }

    private func feedForward(_ index: Int, _ layer: DecoderLayerWeights, _ buffers: DecoderBuffers) {
        let style = model.configuration.style
        let device = model.device
        // With one norm for both, the buffer still holds what attention has read.
        var input = style.residual == .parallelWithOneNorm ? buffers.normed : buffers.stream
        if let norm = layer.feedForwardNorm {
            device.norm(buffers.stream, norm, into: buffers.normed)
            input = buffers.normed
        }
        if let gate = buffers.gate, let weight = layer.gate {
            linear(index, layer, input, [(.gate, weight, gate), (.up, layer.up, buffers.up)])
            device.activate(style.activation, gate, buffers.up, into: buffers.up)
        } else {
            linear(index, layer, input, [(.up, layer.up, buffers.up)])
            device.activate(style.activation, buffers.up, nil, into: buffers.up)
        }
        if style.residual != .sequential { device.add(buffers.projected, into: buffers.stream) }
        linear(index, layer, buffers.up, [(.down, layer.down, buffers.projected)])
        if let norm = layer.postFeedForwardNorm {
            device.norm(buffers.projected, norm, into: buffers.projected)
        }
        device.add(buffers.projected, into: buffers.stream)
    }

    /// Linear layers of one input, what the adapters add to them, and their biases.
    private func linear(
        _ index: Int, _ layer: DecoderLayerWeights, _ x: Matrix,
        _ parts: [(LinearModule, WeightMatrix, Matrix)]
    ) {
        model.device.linear(x, parts.map { $0.1 }, into: parts.map { $0.2 })
        if let biases = layer.biases {
            for (module, _, y) in parts {
                if let bias = biases[module] { model.device.addBias(bias, into: y) }
            }
        }
        guard !overlay.isEmpty else { return }
        overlay.add(index, x, parts.map { ($0.0, $0.2) }, on: model.device)
    }

    /// Computes the logits of the last row.
    private func finish(_ buffers: DecoderBuffers) {
        buffers.lastRow.copyRows(from: buffers.stream, buffers.tokens - 1..<buffers.tokens)
        logits(of: buffers.lastRow, normed: buffers.lastNormed, into: lastLogits)
        hasLogits = true
    }

    private func logits(of rows: Matrix, normed: Matrix, into logits: Matrix) {
        model.device.norm(rows, model.weights.outputNorm, into: normed)
        model.device.linear(normed, model.weights.head, into: logits)
        if let cap = model.configuration.style.logitSoftCap { model.device.softCap(logits, cap: cap) }
    }

    private func buffers(_ tokens: Int) -> DecoderBuffers {
        guard tokens == 1 else { return DecoderBuffers(model.configuration, tokens: tokens) }
        if let single { return single }
        let fresh = DecoderBuffers(model.configuration, tokens: 1)
        single = fresh
        return fresh
    }

    // MARK: - Scores

    /// Scores `targets`, of which number i follows row i of the stream.
    private func scores(_ buffers: DecoderBuffers, _ targets: [Int], _ alternatives: Int) -> [TokenScore?] {
        var result: [TokenScore?] = []
        for first in stride(from: 0, to: targets.count, by: Self.scoredRows) {
            let last = min(targets.count, first + Self.scoredRows)
            let rows = Matrix(rows: last - first, columns: buffers.stream.columns)
            rows.copyRows(from: buffers.stream, first..<last)
            let logits = Matrix(rows: last - first, columns: lastLogits.columns)
            self.logits(of: rows, normed: rows, into: logits)
            result += scores(logits, Array(targets[first..<last]), alternatives)
        }
        return result
    }

    private func scores(_ logits: Matrix, _ targets: [Int], _ alternatives: Int) -> [TokenScore?] {
        let own = model.device.logProbabilities(logits, targets: targets)
        guard alternatives > 0 else {
            return zip(targets, own).map { TokenScore(token: $0, logProbability: $1, alternatives: []) }
        }
        return targets.indices.map { row in
            // The row's normaliser follows from the target's own figure.
            let normaliser = logits[row, targets[row]] - own[row]
            let best = TopTokens.select(logits.row(row), count: alternatives)
            return TokenScore(
                token: targets[row], logProbability: own[row],
                alternatives: best.map { .init(token: $0.token, logProbability: $0.logit - normaliser) })
        }
    }
}
