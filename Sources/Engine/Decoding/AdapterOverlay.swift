internal import Tensor

/// What the adapters of a mix add to the linear layers of one sequence.
struct AdapterOverlay: Equatable {
    private let entries: [AdapterMix.Entry]

    /// Checks that every adapter fits the model.
    init(_ mix: AdapterMix, configuration: ModelConfiguration) throws(EngineError) {
        entries = mix.entries
        for entry in mix.entries {
            guard entry.weight.isFinite, entry.adapter.layerCount == configuration.layerCount else {
                throw .adapterMismatch
            }
            for layer in 0..<configuration.layerCount {
                for module in configuration.modules {
                    guard let pair = entry.adapter[layer, module] else { continue }
                    guard pair.a.columns == configuration.inputs(of: module),
                        pair.b.rows == configuration.outputs(of: module)
                    else { throw .adapterMismatch }
                }
            }
        }
    }

    /// Whether the base runs alone.
    var isEmpty: Bool { entries.isEmpty }

    /// What the adapters change in some linear layers of one input, for some rows of a batch.
    func changes(_ layer: Int, _ modules: [LinearModule], rows: Range<Int>) -> [LowRankChange] {
        var changes: [LowRankChange] = []
        for (output, module) in modules.enumerated() {
            for entry in entries {
                guard let pair = entry.adapter.part(layer, module) else { continue }
                changes.append(
                    LowRankChange(
                        rows: rows, output: output, a: pair.a, b: pair.b, weights: pair.weights,
                        scale: entry.weight * entry.adapter.scale))
            }
        }
        return changes
    }
}
