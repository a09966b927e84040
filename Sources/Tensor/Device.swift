/// The operations that inference and training are made of, forward and backward.
///
/// T is tokens, I inputs, O outputs, C hidden size, V vocabulary. Results go into matrices that the caller owns;
/// unless `accumulate` or an operation's text says otherwise they are overwritten, and must not be one of the
/// inputs. Shapes that do not fit are a programming error and trap. Operations may be called from any thread;
/// calls of one device run one after the other. Same inputs, same thread count, same machine: same bytes.
package protocol Device: LayerOperations, LowRankOperations {
    /// Threads that compute.
    var threadCount: Int { get }

    // MARK: Frozen weights

    /// Looks up rows of a table: `y[t] = table[ids[t]]`, expanded to floats.
    func embeddingRows(_ table: WeightMatrix, ids: [Int], into y: Matrix)

    /// Applies linear layers to one input: `y = x · Wᵀ` with `x [T, I]`, each `W [O, I]`, `y [T, O]`.
    func linear(_ x: Matrix, _ weights: [WeightMatrix], into ys: [Matrix], path: LinearPath)

    /// Applies linear layers to one input, and adds what adapters change to some rows of their outputs.
    ///
    /// - Parameters:
    ///   - x: The input `[T, I]`.
    ///   - weights: Each `[O, I]`.
    ///   - changes: What is added; nil when there is nothing.
    ///   - next: What the next call will add, to be asked for in the meantime; nil when it is not known.
    ///   - ys: The outputs, `[T, O]` each.
    ///   - path: What the rows are computed for.
    func linear(
        _ x: Matrix, _ weights: [WeightMatrix], adding changes: LowRankChanges?,
        before next: LowRankChanges?, into ys: [Matrix], path: LinearPath)

    /// The gradient of a linear layer's input: `dx (+)= dy · W` with `dy [T, O]`, `W [O, I]`, `dx [T, I]`.
    func linearInputGradient(_ dy: Matrix, _ weight: WeightMatrix, into dx: Matrix, accumulate: Bool)

    // MARK: General products and sums

    /// `c = alpha · op(a) · op(b) + beta · c`, where op transposes when asked to.
    func gemm(
        _ a: MatrixSlice, transposeA: Bool, _ b: MatrixSlice, transposeB: Bool, alpha: Float, beta: Float,
        into c: MatrixSlice)

    /// `y += alpha · x`.
    func axpy(_ alpha: Float, _ x: Matrix, into y: Matrix)

    /// The sum of squares of all elements, in double precision.
    func sumOfSquares(_ x: Matrix) -> Double

    // MARK: Layers

    /// Root-mean-square normalisation: `y = x / sqrt(mean(x²) + epsilon) · gain`, gain `[1, C]`; y may be x.
    func rmsNorm(_ x: Matrix, gain: Matrix, epsilon: Float, into y: Matrix)

    /// The gradient of ``rmsNorm(_:gain:epsilon:into:)`` for x: `dx (+)= …`; dx may be dy. The gain is frozen.
    func rmsNormGradient(
        _ x: Matrix, gain: Matrix, epsilon: Float, dy: Matrix, into dx: Matrix, accumulate: Bool)

    /// Turns the first columns of `heads` heads in place by the table's angles; `inverse` turns back, which is the
    /// gradient. Columns of a head beyond the table's pairs stay as they are.
    func rotary(_ x: Matrix, heads: Int, table: RotaryTable, inverse: Bool)

    /// The gated unit: `y = silu(gate) · up`; y may be one of them.
    func siluMultiply(_ gate: Matrix, _ up: Matrix, into y: Matrix)

    /// The gradients of ``siluMultiply(_:_:into:)``; `dGate` may be gate or dy, `dUp` may be up.
    func siluMultiplyGradient(_ gate: Matrix, _ up: Matrix, dy: Matrix, dGate: Matrix, dUp: Matrix)

    // MARK: Attention

    /// Causal attention over packed sequences, which see what they share and nothing else of each other.
    ///
    /// - Parameters:
    ///   - queries: `[T, H · D]`, already turned.
    ///   - keys: `[T, G · D]`, already turned.
    ///   - values: `[T, G · D]`.
    ///   - shape: The heads.
    ///   - sequences: The sequences, which together are rows 0 to T.
    ///   - output: `[T, H · D]`.
    ///   - logSumExp: `[T, H]` for the gradient, or nil.
    func attention(
        queries: Matrix, keys: Matrix, values: Matrix, shape: AttentionShape,
        sequences: PackedSequences, into output: Matrix, logSumExp: Matrix?)

    /// The gradients of ``attention(queries:keys:values:shape:sequences:into:logSumExp:)``.
    ///
    /// `output` and `logSumExp` are what the forward operation gave. `dQueries`, `dKeys` and `dValues` are overwritten.
    func attentionGradient(
        queries: Matrix, keys: Matrix, values: Matrix, output: Matrix, logSumExp: Matrix, dOutput: Matrix,
        shape: AttentionShape, sequences: PackedSequences, dQueries: Matrix, dKeys: Matrix, dValues: Matrix)

    /// How ``store(keys:values:layer:in:)`` keeps its numbers.
    var cacheFormat: CacheFormat { get }

    /// Puts the keys and values of new tokens into the pages of their sequences.
    ///
    /// - Parameters:
    ///   - keys: `[T, G · D]`, already turned.
    ///   - values: `[T, G · D]`.
    ///   - layer: The layer that they belong to.
    ///   - segments: The sequences; no other may hold the pages that are written.
    func store(keys: Matrix, values: Matrix, layer: Int, in segments: [CacheSegment])

    /// Attention of the newest tokens of several sequences over their pages, which hold them already.
    ///
    /// A sequence's result depends on the other sequences in no bit.
    ///
    /// - Parameters:
    ///   - queries: `[T, H · D]`, already turned.
    ///   - layer: The layer.
    ///   - segments: The sequences.
    ///   - shape: The heads.
    ///   - output: `[T, H · D]`; rows of no segment are left alone.
    func attentionCached(
        queries: Matrix, layer: Int, segments: [CacheSegment], shape: AttentionShape, into output: Matrix)

    // MARK: Loss and optimizer

    /// Weighted cross-entropy: `Σ weight[t] · -log softmax(logits[t])[target[t]]`.
    ///
    /// - Parameters:
    ///   - logits: `[T, V]`; replaced by the gradient `gradientScale · weight[t] · (softmax - one-hot)` when
    ///     `gradientScale` is not nil.
    ///   - targets: Token ids.
    ///   - weights: Loss weights.
    ///   - gradientScale: What the gradient is multiplied by, such as 1 / total weight; nil leaves the logits.
    /// - Returns: The weighted sum of the losses, in nats.
    func crossEntropy(
        _ logits: Matrix, targets: [Int], weights: [Float], gradientScale: Float?
    ) -> Double

    /// `log softmax(logits[t])[target[t]]` for every row.
    func logProbabilities(_ logits: Matrix, targets: [Int]) -> [Float]

    /// One AdamW step; moments are updated in place.
    func adamW(
        _ step: AdamWStep, parameters: Matrix, gradients: Matrix, firstMoment: Matrix, secondMoment: Matrix)
}

extension Device {
    /// Applies one linear layer: `y = x · Wᵀ`.
    package func linear(_ x: Matrix, _ weight: WeightMatrix, into y: Matrix, path: LinearPath = .byCount) {
        linear(x, [weight], into: [y], path: path)
    }

    /// Applies linear layers to one input in the way that suits the number of rows.
    package func linear(_ x: Matrix, _ weights: [WeightMatrix], into ys: [Matrix]) {
        linear(x, weights, into: ys, path: .byCount)
    }

    /// Applies linear layers to one input, and adds what adapters change to some rows of their outputs.
    package func linear(
        _ x: Matrix, _ weights: [WeightMatrix], adding changes: LowRankChanges?, into ys: [Matrix],
        path: LinearPath
    ) {
        linear(x, weights, adding: changes, before: nil, into: ys, path: path)
    }

    /// `c = alpha · op(a) · op(b) + beta · c` over whole matrices.
    package func gemm(
        _ a: Matrix, transposeA: Bool, _ b: Matrix, transposeB: Bool, alpha: Float, beta: Float,
        into c: Matrix
    ) {
        gemm(
            MatrixSlice(a), transposeA: transposeA, MatrixSlice(b), transposeB: transposeB, alpha: alpha,
            beta: beta, into: MatrixSlice(c))
    }

    /// ``attention(queries:keys:values:shape:sequences:into:logSumExp:)`` over sequences that share nothing.
    package func attention(
        queries: Matrix, keys: Matrix, values: Matrix, shape: AttentionShape, sequences: [Int],
        into output: Matrix, logSumExp: Matrix?
    ) {
        attention(
            queries: queries, keys: keys, values: values, shape: shape, sequences: PackedSequences(sequences),
            into: output, logSumExp: logSumExp)
    }

    /// The gradients of ``attention(queries:keys:values:shape:sequences:into:logSumExp:)`` over the same.
    package func attentionGradient(
        queries: Matrix, keys: Matrix, values: Matrix, output: Matrix, logSumExp: Matrix, dOutput: Matrix,
        shape: AttentionShape, sequences: [Int], dQueries: Matrix, dKeys: Matrix, dValues: Matrix
    ) {
        attentionGradient(
            queries: queries, keys: keys, values: values, output: output, logSumExp: logSumExp,
            dOutput: dOutput, shape: shape, sequences: PackedSequences(sequences), dQueries: dQueries,
            dKeys: dKeys, dValues: dValues)
    }

    /// `y += x`.
    package func add(_ x: Matrix, into y: Matrix) { axpy(1, x, into: y) }
}
