internal import Tensor

/// Low-rank changes to the linear layers of one model, held in memory.
///
/// Rows of the query and key matrices follow the base's own order; files on disk are always in PEFT's
/// (see `LoRAAdapter+Files.swift`). During training the matrices are written by the one run that owns them.
package final class LoRAAdapter: Sendable {
    /// Rank R of the matrices.
    package let rank: Int
    /// Numerator of the scale.
    package let alpha: Float
    /// What `x · Aᵀ · Bᵀ` is multiplied by; `alpha / rank` unless the file says otherwise.
    package let scale: Float
    /// Number of layers of the model that it fits.
    package let layerCount: Int
    private let pairs: [LoRAPair?]
    private let parts: [LoRAPair?]

    /// Makes an adapter from its matrices.
    ///
    /// - Parameters:
    ///   - rank: Rank R.
    ///   - alpha: Numerator of the scale.
    ///   - scale: `alpha / rank` when nil.
    ///   - configuration: The model that it is for.
    ///   - pair: The matrices over one linear layer, or nil where there are none.
    package init(
        rank: Int, alpha: Float, scale: Float? = nil, configuration: ModelConfiguration,
        pair: (_ layer: Int, _ module: LinearModule) -> LoRAPair?
    ) {
        self.rank = rank
        self.alpha = alpha
        self.scale = scale ?? alpha / Float(rank)
        layerCount = configuration.layerCount
        let modules = configuration.modules
        var pairs: [LoRAPair?] = []
        var parts: [LoRAPair?] = []
        for layer in 0..<layerCount {
            let own = LinearModule.allCases.map { modules.contains($0) ? pair(layer, $0) : nil }
            pairs += own
            var simple = [LoRAPair?](repeating: nil, count: LinearModule.simple.count)
            for module in modules {
                guard let whole = own[module.index] else { continue }
                for (part, pair) in zip(module.parts, whole.divided(module, configuration)) {
                    simple[part.index] = pair
                }
            }
            parts += simple
        }
        self.pairs = pairs
        self.parts = parts
    }

    /// An adapter over the same matrices, which change no more: rounded copies of them lie beside it, so that batches read less.
    package init(frozen adapter: LoRAAdapter) {
        rank = adapter.rank
        alpha = adapter.alpha
        scale = adapter.scale
        layerCount = adapter.layerCount
        pairs = adapter.pairs
        parts = adapter.parts.map { $0?.frozen }
    }

    /// Makes a fresh adapter that changes nothing yet: A is random, B is zero.
    ///
    /// A is uniform within `1 / sqrt(inputs)` as in PEFT. The same seed gives the same bytes.
    ///
    /// - Parameters:
    ///   - configuration: The model that it is for.
    ///   - rank: Rank R, at least 1.
    ///   - alpha: Numerator of the scale.
    ///   - modules: The linear layers that it changes, in every decoder layer; all of them when nil.
    ///   - seed: Seed of A.
    package convenience init(
        for configuration: ModelConfiguration, rank: Int, alpha: Float,
        modules: [LinearModule]? = nil, seed: UInt64
    ) {
        precondition(rank >= 1, "A rank of \(rank) changes nothing.")
        var generator = SeededGenerator(seed: seed)
        self.init(rank: rank, alpha: alpha, configuration: configuration) { _, module in
            guard modules?.contains(module) ?? true else { return nil }
            let inputs = configuration.inputs(of: module)
            let bound = 1 / Float(inputs).squareRoot()
            let elements = (0..<rank * inputs).map { _ in Float.random(in: -bound...bound, using: &generator)
            }
            return LoRAPair(
                a: Matrix(rows: rank, columns: inputs, elements),
                b: Matrix(rows: configuration.outputs(of: module), columns: rank))
        }
    }

    /// The matrices over one linear layer, or nil where there are none.
    package subscript(layer: Int, module: LinearModule) -> LoRAPair? {
        pairs[layer * LinearModule.allCases.count + module.index]
    }

    /// The matrices over one layer that is computed: those of the layer itself, or its rows of a fused one's.
    package func part(_ layer: Int, _ module: LinearModule) -> LoRAPair? {
        parts[layer * LinearModule.simple.count + module.index]
    }

    /// The linear layers that it changes anywhere.
    package var modules: [LinearModule] {
        LinearModule.allCases.filter { module in
            (0..<layerCount).contains { self[$0, module] != nil }
        }
    }

    /// Numbers in all matrices.
    package var parameterCount: Int {
        pairs.reduce(0) { $0 + ($1.map { $0.a.count + $0.b.count } ?? 0) }
    }
}
