import Engine
import Foundation
import Tensor
import TestSupport
import Testing

@testable import Training

/// A tiny model of one family with what PyTorch and PEFT computed on it; see `EngineTests/Fixtures/families`.
struct FamilyFixture {
    /// Rank and alpha in the script that made the fixtures.
    static let rank = 2
    static let alpha: Float = 4

    let file: SafetensorsFile
    let model: LanguageModel
    let rows: TokenRows

    /// The folder as a source of tensors.
    private struct Source: TensorSource {
        let path: String
        let metadata: [String: MetadataValue]
        let naming = TensorNaming.huggingFace
        let file: SafetensorsFile
        var tensorNames: [String] { Array(file.entries.keys) }

        func tensor(named name: String) throws(EngineError) -> WeightMatrix? {
            guard file.entries[name] != nil else { return nil }
            let matrix = try file.matrix(named: name)
            // Fixtures are sound; a failure would show as a missing tensor.
            return try? WeightMatrix(matrix)
        }
    }

    init(_ family: String) throws {
        let folder = FamilyFixtures.folder(family)
        let bytes = try Data(contentsOf: URL(filePath: folder + "/config.json"))
        let source = Source(
            path: folder, metadata: try ConfigurationJSON.settings([UInt8](bytes), path: folder),
            file: try SafetensorsFile(path: folder + "/model.safetensors"))
        model = try LanguageModel.load(source, device: CPUDevice(threads: 2))
        file = try SafetensorsFile(path: folder + "/expected.safetensors")
        rows = try TokenRows(
            tokens: file.integers(named: "tokens").map { Int32($0) }, weights: file.floats(named: "weights"),
            offsets: file.integers(named: "offsets"), vocabulary: model.configuration.vocabulary,
            maximumLength: 64, name: family)
    }

    /// The fixture's adapter, as the engine reads it.
    func adapter() throws -> LoRAAdapter {
        try LoRAAdapter.load(folder: model.path, for: model.configuration)
    }

    /// The fixture's adapter, ready to be trained.
    func parameters() throws -> AdapterParameters {
        let parameters = AdapterParameters(
            configuration: model.configuration, rank: Self.rank, alpha: Self.alpha, seed: 0)
        let adapter = try adapter()
        for tensor in parameters.layout.tensors {
            let pair = try #require(adapter[tensor.layer, tensor.module])
            parameters.layout.view(tensor, in: parameters.values).elements =
                (tensor.part == .a ? pair.a : pair.b).elements
        }
        return parameters
    }

    /// A decoder with an adapter.
    func decoder(_ parameters: AdapterParameters, recomputes: Bool = false) -> AdaptedDecoder {
        AdaptedDecoder(
            configuration: model.configuration, weights: model.weights, parameters: parameters,
            device: model.device, recomputes: recomputes)
    }

    /// The gradients, in an adapter's order of rows, under PEFT's names and in PEFT's order.
    func gradients(_ parameters: AdapterParameters) throws -> SafetensorsFile {
        let layout = parameters.layout
        var matrices: [AdapterTensor.Part: [Int: [LinearModule: Matrix]]] = [:]
        for tensor in layout.tensors {
            matrices[tensor.part, default: [:]][tensor.layer, default: [:]][tensor.module] =
                layout.view(tensor, in: parameters.gradients)
        }
        let gradients = LoRAAdapter(
            rank: layout.rank, alpha: Self.alpha, configuration: model.configuration
        ) { layer, module in
            guard let a = matrices[.a]?[layer]?[module], let b = matrices[.b]?[layer]?[module] else {
                return nil
            }
            return LoRAPair(a: a, b: b)
        }
        let folder = try TemporaryFolder()
        let path = folder.path + "/gradients.safetensors"
        try gradients.save(weights: path, for: model.configuration)
        return try SafetensorsFile(path: path)
    }
}
