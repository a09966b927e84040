import Engine
import Foundation
import Tensor
import Testing

@testable import Training

/// The tiny model of `Fixtures/gradients.safetensors` with what PyTorch and PEFT computed on it.
struct GradientFixture {
    /// Rank and alpha in the script that made the fixture.
    static let rank = 4
    static let alpha: Float = 8

    let file: SafetensorsFile
    let configuration: ModelConfiguration
    let weights: DecoderWeights
    let rows: TokenRows

    init() throws {
        let url = try #require(
            Bundle.module.url(
                forResource: "gradients", withExtension: "safetensors", subdirectory: "Fixtures"))
        let file = try SafetensorsFile(path: url.path)
        self.file = file
        configuration = TinyModel.configuration
        weights = try TinyModel.weights { try file.matrix(named: $0) }
        rows = try TokenRows(
            tokens: file.integers(named: "tokens").map { Int32($0) }, weights: file.floats(named: "weights"),
            offsets: file.integers(named: "offsets"), vocabulary: configuration.vocabulary, maximumLength: 64,
            name: "gradients.safetensors")
    }

    /// The fixture's adapter.
    func parameters() throws -> AdapterParameters {
        let parameters = AdapterParameters(
            configuration: configuration, rank: Self.rank, alpha: Self.alpha, seed: 0)
        for tensor in parameters.layout.tensors {
            parameters.layout.view(tensor, in: parameters.values).elements =
                try file.floats(named: Self.name(tensor))
        }
        return parameters
    }

    /// A decoder with an adapter.
    func decoder(_ parameters: AdapterParameters, recomputes: Bool = false) -> AdaptedDecoder {
        AdaptedDecoder(
            configuration: configuration, weights: weights, parameters: parameters,
            device: CPUDevice(threads: 2), recomputes: recomputes)
    }

    /// PEFT's name of a trainable matrix.
    static func name(_ tensor: AdapterTensor) -> String {
        name(tensor, TinyModel.configuration.names)
    }

    /// PEFT's name of a trainable matrix in a family.
    static func name(_ tensor: AdapterTensor, _ names: ModuleNames) -> String {
        "base_model.model.\(names.layers)\(tensor.layer).\(names.path(of: tensor.module) ?? "")."
            + "\(tensor.part.rawValue).weight"
    }

    /// The distance of two lists relative to the length of the second.
    static func relativeError(_ values: [Float], _ reference: [Float]) -> Double {
        let distance = zip(values, reference).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
        let length = reference.reduce(0.0) { $0 + Double($1) * Double($1) }
        return (distance / max(length, 1e-30)).squareRoot()
    }
}
