import Engine
import Tensor

/// A trainable adapter: its values, their gradient, and views of both for every layer and group.
///
/// Everything is 32-bit floats. One thread uses it at a time.
final class AdapterParameters {
    /// Where each matrix lies.
    let layout: AdapterLayout
    /// What products of A and B are multiplied by: alpha / rank.
    let scale: Float
    /// All values, `[pieces, columns]`: the shape has no meaning but lets threads share the rows.
    let values: Matrix
    /// The gradient of every value.
    let gradients: Matrix
    private let valueGroups: [[LowRankGroup]]
    private let gradientGroups: [[LowRankGroup]]

    /// Columns of the flat matrices, so that elementwise operations can be split over threads by rows.
    private static let flatColumns = 4096

    /// Makes an adapter that changes nothing yet: B is zero, A is uniform in ±1 / sqrt(inputs).
    ///
    /// That is Kaiming's uniform initialisation with a = sqrt(5), which PEFT uses for A.
    init(configuration: ModelConfiguration, rank: Int, alpha: Float, seed: UInt64) {
        let layout = AdapterLayout(configuration: configuration, rank: rank)
        self.layout = layout
        scale = alpha / Float(rank)
        let values = Self.flat(layout.count)
        let gradients = Self.flat(layout.count)
        self.values = values
        self.gradients = gradients
        func groups(_ flat: Matrix) -> [[LowRankGroup]] {
            (0..<configuration.layerCount).map { layer in
                LinearGroup.allCases.map { layout.group($0, layer: layer, in: flat) }
            }
        }
        valueGroups = groups(values)
        gradientGroups = groups(gradients)
        var generator = SeededGenerator(seed: seed)
        values.withMutableSpan { span in
            for tensor in layout.tensors where tensor.part == .a {
                let limit = 1 / Float(tensor.columns).squareRoot()
                for index in tensor.offset..<tensor.offset + tensor.count {
                    span[index] = generator.uniform(limit: limit)
                }
            }
        }
    }

    /// Zeros in the flat shape for `count` floats; a few at the end stay unused.
    static func flat(_ count: Int) -> Matrix {
        Matrix(rows: (count + flatColumns - 1) / flatColumns, columns: flatColumns)
    }

    /// The values of a group in one layer.
    func group(_ group: LinearGroup, layer: Int) -> LowRankGroup { valueGroups[layer][group.rawValue] }

    /// The gradients of a group in one layer.
    func gradientGroup(_ group: LinearGroup, layer: Int) -> LowRankGroup {
        gradientGroups[layer][group.rawValue]
    }
}
