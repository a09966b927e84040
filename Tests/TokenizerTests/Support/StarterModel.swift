import Foundation
import TestSupport

@testable import Tokenizer

/// The starter model's tokenizer, read once.
///
/// Reads just the metadata of a GGUF file that is known to be sound; the product has a reader that trusts nothing.
enum StarterModel {
    /// The definition in the model file.
    static let definition = Result { try readDefinition() }
    /// The tokenizer of the definition.
    static let tokenizer = Result { try Tokenizer(definition: definition.get()) }

    /// The starter model's vocabulary under another pre-tokenizer.
    static func tokenizer(pre: String) throws -> Tokenizer {
        var definition = try definition.get()
        definition.pre = pre
        return try Tokenizer(definition: definition)
    }

    private static func readDefinition() throws -> TokenizerDefinition {
        var reader = MetadataReader(
            data: try Data(contentsOf: URL(filePath: PackageRoot.starterModel), options: .alwaysMapped))
        let values = try reader.read()
        func strings(_ key: String) -> [String] { values[key] as? [String] ?? [] }
        return TokenizerDefinition(
            model: values["tokenizer.ggml.model"] as? String ?? "",
            pre: values["tokenizer.ggml.pre"] as? String ?? "",
            tokens: strings("tokenizer.ggml.tokens"),
            tokenTypes: values["tokenizer.ggml.token_type"] as? [Int] ?? [],
            merges: strings("tokenizer.ggml.merges"),
            beginningOfSequence: values["tokenizer.ggml.bos_token_id"] as? Int,
            endOfSequence: values["tokenizer.ggml.eos_token_id"] as? Int,
            unknown: values["tokenizer.ggml.unknown_token_id"] as? Int,
            padding: values["tokenizer.ggml.padding_token_id"] as? Int,
            chatTemplate: values["tokenizer.chat_template"] as? String)
    }

    private struct Malformed: Error { let offset: Int }

    private struct MetadataReader {
        let data: Data
        var offset = 8

        mutating func read() throws -> [String: Any] {
            _ = try integer(8)
            var values: [String: Any] = [:]
            for _ in 0..<(try integer(8)) {
                let key = try string()
                values[key] = try value(type: integer(4))
            }
            return values
        }

        private mutating func integer(_ width: Int) throws -> Int {
            guard offset + width <= data.count else { throw Malformed(offset: offset) }
            defer { offset += width }
            return data[offset..<offset + width].reversed().reduce(0) { $0 << 8 | Int($1) }
        }

        private mutating func string() throws -> String {
            let count = try integer(8)
            guard offset + count <= data.count else { throw Malformed(offset: offset) }
            defer { offset += count }
            return String(decoding: data[offset..<offset + count], as: UTF8.self)
        }

        private mutating func value(type: Int) throws -> Any {
            switch type {
            case 0, 1, 7: return try integer(1)
            case 2, 3: return try integer(2)
            case 4, 5, 6: return try integer(4)
            case 8: return try string()
            case 10, 11, 12: return try integer(8)
            case 9:
                let element = try integer(4)
                let count = try integer(8)
                if element == 8 { return try (0..<count).map { _ in try string() } }
                return try (0..<count).map { _ in try value(type: element) as? Int ?? 0 }
            default: throw Malformed(offset: offset)
            }
        }
    }
}
