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

    /// Adds `weight · scale · x · Aᵀ · Bᵀ` of every adapter to the layers' outputs.
    func add(_ layer: Int, _ x: Matrix, _ parts: [(LinearModule, Matrix)], on device: any Device) {
        for entry in entries {
            for (module, y) in parts {
                guard let pair = entry.adapter.part(layer, module) else { continue }
                device.addLowRank(
                    x, a: pair.a, b: pair.b, scale: entry.weight * entry.adapter.scale, into: y)
            }
        }
    }
}
