import Engine
import Foundation
import Tensor
import Testing

/// The reference data of `Fixtures/README.md`.
enum Fixture {
    /// The path of a fixture.
    static func path(_ name: String) throws -> String {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures/" + name).path(
            percentEncoded: false)
    }

    /// A safetensors fixture.
    static func tensors(_ name: String) throws -> SafetensorsFile {
        try SafetensorsFile(path: path(name))
    }

    /// The tiny model.
    static func tinyModel(threads: Int = 2) throws -> LanguageModel {
        try LanguageModel.load(path: path("tiny.gguf"), device: CPUDevice(threads: threads))
    }

    /// The tiny model's adapter.
    static func tinyAdapter(_ model: LanguageModel) throws -> LoRAAdapter {
        try LoRAAdapter.load(folder: path("tiny-adapter"), for: model.configuration)
    }

    /// The largest difference of two lists.
    static func difference(_ a: [Float], _ b: [Float]) -> Float {
        guard a.count == b.count else { return .infinity }
        return zip(a, b).map { abs($0 - $1) }.max() ?? 0
    }
}
