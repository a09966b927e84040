import Engine
import Foundation
import Tensor
import TestSupport
import Testing

@testable import Training

/// Gradients of the linear layers' own weights, of every family, against PyTorch's autograd.
///
/// A run trains low-rank matrices only, so no buffer holds these gradients. With A the identity, B zero and a scale of
/// one, a layer computes W·x + B·x, and the gradient of B is that of W: the whole backward pass of every layer is in it.
@Suite struct WeightGradientTests {
    static let tolerance = 1e-4

    @Test(arguments: FamilyFixtures.decoders + FamilyFixtures.longContexts, [1000, 25])
    func `gradients of all linear layers' weights equal those of PyTorch`(_ family: String, limit: Int) throws
    {
        let fixture = try FamilyFixture(family)
        let expected = try SafetensorsFile(
            path: FamilyFixtures.folder(family) + "/weight-gradients.safetensors")
        let parameters = Self.identities(fixture.model.configuration)
        let decoder = fixture.decoder(parameters)
        let batches = Packer.pack(0..<fixture.rows.count, of: fixture.rows, limit: limit)
        let total = batches.reduce(0) { $0 + $1.weightSum }
        let loss = batches.reduce(0) { $0 + decoder.lossAddingGradient($1, scale: Float(1 / total)) } / total
        #expect(abs(loss / Double(try expected.floats(named: "loss")[0]) - 1) < Self.tolerance)

        // Through the adapter's file, so that rows stand in PyTorch's order.
        let gradients = try fixture.gradients(parameters)
        let prefix = "base_model.model."
        let suffix = ".lora_B.weight"
        let names = gradients.entries.keys.filter { $0.hasSuffix(suffix) }
        // Two products a layer, and the loss.
        #expect(expected.entries.count == 2 * names.count + 1)
        for name in names {
            let layer = String(name.dropFirst(prefix.count).dropLast(suffix.count))
            let byInputs = try expected.floats(named: layer + ".byInputs")
            let byOutputs = try expected.floats(named: layer + ".byOutputs")
            let own = try gradients.floats(named: name)
            let rank = parameters.layout.rank
            try #require(own.count == byInputs.count * rank)
            var sums = (inputs: [Double](repeating: 0, count: byInputs.count), outputs: [Double]())
            sums.outputs = [Double](repeating: 0, count: byOutputs.count)
            for row in byInputs.indices {
                for column in byOutputs.indices {
                    let value = Double(own[row * rank + column])
                    sums.inputs[row] += value * cos(Double(column + 1))
                    sums.outputs[column] += value * cos(Double(row + 1))
                }
            }
            let errors = [
                GradientFixture.relativeError(sums.inputs.map { Float($0) }, byInputs),
                GradientFixture.relativeError(sums.outputs.map { Float($0) }, byOutputs),
            ]
            #expect(errors.allSatisfy { $0 < Self.tolerance }, "\(layer) is off by \(errors)")
        }
    }

    /// An adapter whose A is the identity over each layer's inputs and whose B is zero.
    private static func identities(_ configuration: ModelConfiguration) -> AdapterParameters {
        let rank = configuration.modules.map { configuration.inputs(of: $0) }.max() ?? 1
        let parameters = AdapterParameters(
            configuration: configuration, rank: rank, alpha: Float(rank), seed: 0)
        for tensor in parameters.layout.tensors where tensor.part == .a {
            var identity = [Float](repeating: 0, count: tensor.rows * tensor.columns)
            for index in 0..<tensor.columns { identity[index * tensor.columns + index] = 1 }
            parameters.layout.view(tensor, in: parameters.values).elements = identity
        }
        return parameters
    }
}
