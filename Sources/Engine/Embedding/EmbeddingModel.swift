package import Tensor

/// An encoder that turns a text into a vector, for finding texts of like meaning: the mean over the vectors of its
/// tokens, brought to length 1, as `all-MiniLM-L6-v2` has it.
///
/// It holds no state: any thread may use it. Paper: *Sentence-BERT*.
package final class EmbeddingModel: Sendable {
    /// Where the model comes from.
    package let path: String
    /// The encoder's shape.
    package let configuration: EncoderConfiguration
    private let weights: EncoderWeights
    private let device: any Device

    /// Tokens of several texts that are computed at once.
    private static let packedTokens = 2048

    private init(
        path: String, configuration: EncoderConfiguration, weights: EncoderWeights, device: any Device
    ) {
        self.path = path
        self.configuration = configuration
        self.weights = weights
        self.device = device
    }

    /// Says whether a folder's settings are those of an encoder of this family.
    package static func isEncoder(_ folder: HuggingFaceFolder) -> Bool {
        folder.metadata["model_type"]?.string == EncoderReader.modelType
    }

    /// Opens a Hugging Face folder.
    ///
    /// - Throws: ``EngineError`` when it holds something else, is damaged, or makes its vectors in another way.
    package static func load(
        _ folder: HuggingFaceFolder, device: any Device
    ) throws(EngineError) -> EmbeddingModel {
        try SentenceModules.check(folder)
        return try load(folder as any TensorSource, device: device)
    }

    /// Puts an encoder together from settings and weights that are open already.
    ///
    /// - Throws: ``EngineError`` when it holds something else or is damaged.
    package static func load(
        _ source: any TensorSource, device: any Device
    ) throws(EngineError) -> EmbeddingModel {
        let reader = try EncoderReader(source)
        let configuration = try reader.configuration()
        return EmbeddingModel(
            path: source.path, configuration: configuration, weights: try reader.weights(configuration),
            device: device)
    }

    /// Computes one vector a text.
    ///
    /// - Parameters:
    ///   - texts: Token ids of each text, at least one and at most ``EncoderConfiguration/contextLength`` of them.
    ///   - isCancelled: Asked between groups of texts.
    /// - Returns: Vectors of length 1, in the order of the texts.
    /// - Throws: ``EngineError`` when a text is empty or too long, an id is unknown, or the work was cancelled.
    package func vectors(
        of texts: [[Int]], isCancelled: () -> Bool = { false }
    ) throws(EngineError) -> [[Float]] {
        for text in texts { try check(text) }
        var result: [[Float]] = []
        result.reserveCapacity(texts.count)
        var first = 0
        while first < texts.count {
            if isCancelled() { throw .cancelled }
            var last = first + 1
            var count = texts[first].count
            while last < texts.count, count + texts[last].count <= Self.packedTokens {
                count += texts[last].count
                last += 1
            }
            result += vectors(packed: texts[first..<last])
            first = last
        }
        return result
    }

    private func check(_ text: [Int]) throws(EngineError) {
        guard !text.isEmpty else { throw .emptyPrompt }
        guard text.count <= configuration.contextLength else {
            throw .contextFull(position: 0, adding: text.count, capacity: configuration.contextLength)
        }
        for token in text where token < 0 || token >= configuration.vocabulary {
            throw .badToken(token, vocabulary: configuration.vocabulary)
        }
    }

    // MARK: - One pass

    private func vectors(packed texts: ArraySlice<[Int]>) -> [[Float]] {
        var boundaries = [0]
        for text in texts { boundaries.append(boundaries[boundaries.count - 1] + text.count) }
        let tokens = texts.flatMap { $0 }
        let stream = Matrix(rows: tokens.count, columns: configuration.hiddenSize)
        let branch = Matrix(rows: tokens.count, columns: configuration.hiddenSize)
        device.embeddingRows(weights.embedding, ids: tokens, into: stream)
        device.embeddingRows(weights.positions, ids: texts.flatMap { Array($0.indices) }, into: branch)
        device.add(branch, into: stream)
        device.addBias(weights.segment, into: stream)
        device.norm(stream, weights.embeddingNorm, into: stream)
        let buffers = Buffers(configuration, tokens: tokens.count)
        for layer in weights.layers {
            attend(stream, layer, boundaries, buffers, into: branch)
            device.add(branch, into: stream)
            device.norm(stream, layer.attentionNorm, into: stream)
            linear(stream, layer.up, into: buffers.inner)
            device.activate(configuration.activation, buffers.inner, nil, into: buffers.inner)
            linear(buffers.inner, layer.down, into: branch)
            device.add(branch, into: stream)
            device.norm(stream, layer.outputNorm, into: stream)
        }
        return zip(boundaries, boundaries.dropFirst()).map { mean(of: stream, $0..<$1) }
    }

    private func attend(
        _ stream: Matrix, _ layer: EncoderWeights.Layer, _ boundaries: [Int], _ buffers: Buffers,
        into result: Matrix
    ) {
        linear(stream, layer.query, into: buffers.queries)
        linear(stream, layer.key, into: buffers.keys)
        linear(stream, layer.value, into: buffers.values)
        device.attention(
            queries: buffers.queries, keys: buffers.keys, values: buffers.values,
            shape: configuration.attentionShape, sequences: boundaries, into: buffers.attended, logSumExp: nil
        )
        linear(buffers.attended, layer.attentionOutput, into: result)
    }

    private func linear(_ x: Matrix, _ layer: EncoderWeights.Linear, into y: Matrix) {
        device.linear(x, layer.weight, into: y)
        device.addBias(layer.bias, into: y)
    }

    /// The mean of some rows, brought to length 1.
    private func mean(of stream: Matrix, _ rows: Range<Int>) -> [Float] {
        var sum = [Float](repeating: 0, count: stream.columns)
        for row in rows {
            stream.withRow(row) { span in
                for column in 0..<span.count { sum[column] += span[column] }
            }
        }
        let length = sum.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
        // A vector of zeros has no direction and stays as it is.
        return length > 0 ? sum.map { $0 / length } : sum
    }

    /// The activations of one pass.
    private struct Buffers {
        let queries: Matrix
        let keys: Matrix
        let values: Matrix
        let attended: Matrix
        let inner: Matrix

        init(_ configuration: EncoderConfiguration, tokens: Int) {
            func rows(_ columns: Int) -> Matrix { Matrix(rows: tokens, columns: columns) }
            queries = rows(configuration.hiddenSize)
            keys = rows(configuration.hiddenSize)
            values = rows(configuration.hiddenSize)
            attended = rows(configuration.hiddenSize)
            inner = rows(configuration.intermediateSize)
        }
    }
}
