import Foundation
import Tensor
import TestSupport

@testable import Engine

/// A folder with `config.json` and one `model.safetensors`, for tests of the families.
struct SafetensorsSource: TensorSource {
    let path: String
    var metadata: [String: MetadataValue]
    let naming = TensorNaming.huggingFace
    private let file: SafetensorsFile
    /// Tensors that take the place of the file's.
    var replaced: [String: WeightMatrix?] = [:]

    init(family: String) throws {
        path = FamilyFixtures.folder(family)
        let bytes = try Data(contentsOf: URL(filePath: path + "/config.json"))
        metadata = try ConfigurationJSON.settings([UInt8](bytes), path: path)
        file = try SafetensorsFile(path: path + "/model.safetensors")
    }

    var tensorNames: [String] { Array(Set(file.entries.keys).union(replaced.keys)) }

    func tensor(named name: String) throws(EngineError) -> WeightMatrix? {
        if let tensor = replaced[name] { return tensor }
        guard file.entries[name] != nil else { return nil }
        let matrix = try file.matrix(named: name)
        return try EngineError.wrap { () throws(TensorError) in try WeightMatrix(matrix) }
    }
}
