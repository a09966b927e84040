import Engine
import Tensor

/// Where each matrix of an adapter lies in one flat run of floats.
///
/// One run for all of them makes the optimizer, the norm of the gradient and a checkpoint one pass each. Within a
/// layer the A matrices of a ``LinearGroup`` are neighbours, so that they can be read as one stacked matrix.
struct AdapterLayout: Sendable {
    /// The decoder that is adapted.
    let configuration: ModelConfiguration
    /// Rank R.
    let rank: Int
    /// Every matrix in the order of its place.
    let tensors: [AdapterTensor]
    /// Floats in all.
    let count: Int
    private let layerStride: Int

    /// Lays an adapter out.
    init(configuration: ModelConfiguration, rank: Int) {
        self.configuration = configuration
        self.rank = rank
        var tensors: [AdapterTensor] = []
        var offset = 0
        for layer in 0..<configuration.layerCount {
            for group in LinearGroup.allCases {
                for part in [AdapterTensor.Part.a, .b] {
                    for module in group.modules(configuration) {
                        let rows = part == .a ? rank : configuration.outputs(of: module)
                        let columns = part == .a ? configuration.inputs(of: module) : rank
                        tensors.append(
                            AdapterTensor(
                                layer: layer, module: module, part: part, offset: offset, rows: rows,
                                columns: columns))
                        offset += rows * columns
                    }
                }
            }
        }
        self.tensors = tensors
        count = offset
        layerStride = tensors.count / max(configuration.layerCount, 1)
    }

    /// The matrices of a group in one layer, as views into flat floats of this layout.
    func group(_ group: LinearGroup, layer: Int, in values: Matrix) -> LowRankGroup {
        let own = tensors[layer * layerStride..<(layer + 1) * layerStride].filter {
            group.modules(configuration).contains($0.module)
        }
        let a = own.filter { $0.part == .a }
        let inputs = a[0].columns
        return LowRankGroup(
            stackedA: Matrix(viewing: values, from: a[0].offset, rows: rank * a.count, columns: inputs),
            b: own.filter { $0.part == .b }.flatMap { parts($0, in: values) },
            slots: group.slots(configuration), rank: rank)
    }

    /// The rows of B that belong to each part of a fused layer, as views; of any other layer all of them.
    private func parts(_ tensor: AdapterTensor, in values: Matrix) -> [Matrix] {
        var first = tensor.offset
        return tensor.module.parts.map { part in
            let rows = configuration.outputs(of: part)
            defer { first += rows * tensor.columns }
            return Matrix(viewing: values, from: first, rows: rows, columns: tensor.columns)
        }
    }

    /// One matrix as a view into flat floats of this layout.
    func view(_ tensor: AdapterTensor, in values: Matrix) -> Matrix {
        Matrix(viewing: values, from: tensor.offset, rows: tensor.rows, columns: tensor.columns)
    }
}
