import Engine
import Tensor

/// The matrices that one forward and backward pass writes, all of as many rows as there are tokens.
struct PassBuffers {
    /// The residual stream before each layer and after the last, `[T, C]`; a single one when nothing is kept.
    let inputs: [Matrix]
    /// What each layer keeps; a single one that all layers share when nothing is kept or layers are recomputed.
    let layers: [LayerActivations]
    /// A norm's result, or the gradient of one, `[T, C]`.
    let normed: Matrix
    /// A block's result before it joins the residual stream, `[T, C]`.
    let branch: Matrix
    /// The gradient of what a block gave before the norm that follows it, `[T, C]`; nil when none follows.
    let dPlain: Matrix?
    /// The gradient of attention's input when attention and feed-forward are parallel, `[T, C]`; nil when not.
    let secondBranch: Matrix?
    /// The gradient of the residual stream, `[T, C]`.
    let gradient: Matrix
    /// The gated product, `[T, I]`.
    let product: Matrix
    /// The gradient of the gated product, `[T, I]`.
    let dProduct: Matrix
    /// The gradient of what the heads gave, `[T, H · D]`.
    let dAttended: Matrix
    /// The gradient of the queries, `[T, H · D]`.
    let dQueries: Matrix
    /// The gradient of the keys, `[T, G · D]`.
    let dKeys: Matrix
    /// The gradient of the values, `[T, G · D]`.
    let dValues: Matrix
    /// The gradient of what each group's stacked A gave, `[T, n · R]`.
    let dLow: [Matrix]

    /// Makes room for a number of tokens.
    init(tokens: Int, configuration: ModelConfiguration, rank: Int, layers: Int, inputs: Int) {
        func room(_ columns: Int) -> Matrix { Matrix(rows: tokens, columns: columns) }
        self.inputs = (0..<inputs).map { _ in room(configuration.hiddenSize) }
        self.layers = (0..<layers).map { _ in
            LayerActivations(tokens: tokens, configuration: configuration, rank: rank)
        }
        normed = room(configuration.hiddenSize)
        branch = room(configuration.hiddenSize)
        let style = configuration.style
        dPlain = style.normsAfter ? room(configuration.hiddenSize) : nil
        secondBranch = style.residual == .sequential ? nil : room(configuration.hiddenSize)
        gradient = room(configuration.hiddenSize)
        product = room(configuration.intermediateSize)
        dProduct = room(configuration.intermediateSize)
        dAttended = room(configuration.queryColumns)
        dQueries = room(configuration.queryColumns)
        dKeys = room(configuration.keyValueColumns)
        dValues = room(configuration.keyValueColumns)
        dLow = LinearGroup.allCases.map { room($0.modules(configuration).count * rank) }
    }

    /// The same memory for fewer tokens.
    func prefix(_ tokens: Int) -> PassBuffers { PassBuffers(self, tokens: tokens) }

    private init(_ other: PassBuffers, tokens: Int) {
        inputs = other.inputs.map { $0.prefix(tokens) }
        layers = other.layers.map { $0.prefix(tokens) }
        normed = other.normed.prefix(tokens)
        branch = other.branch.prefix(tokens)
        dPlain = other.dPlain?.prefix(tokens)
        secondBranch = other.secondBranch?.prefix(tokens)
        gradient = other.gradient.prefix(tokens)
        product = other.product.prefix(tokens)
        dProduct = other.dProduct.prefix(tokens)
        dAttended = other.dAttended.prefix(tokens)
        dQueries = other.dQueries.prefix(tokens)
        dKeys = other.dKeys.prefix(tokens)
        dValues = other.dValues.prefix(tokens)
        dLow = other.dLow.map { $0.prefix(tokens) }
    }
}
