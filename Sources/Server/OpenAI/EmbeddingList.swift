import Foundation
import Workstation

/// The answer of `POST /v1/embeddings`.
struct EmbeddingList: Encodable, Sendable {
    /// A vector in one of the two forms.
    enum Vector: Encodable, Sendable {
        case numbers([Float])
        case base64(String)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .numbers(let numbers): try container.encode(numbers)
            case .base64(let text): try container.encode(text)
            }
        }
    }

    struct Item: Encodable, Sendable {
        var object = "embedding"
        var index: Int
        var embedding: Vector
    }

    struct Usage: Encodable, Sendable {
        var promptTokens: Int
        var totalTokens: Int
    }

    var object = "list"
    var data: [Item]
    var model: String
    var usage: Usage

    init(_ result: EmbeddingResult, _ body: EmbeddingRequestBody) {
        data = result.vectors.enumerated().map { index, vector in
            switch body.format {
            case .float: Item(index: index, embedding: .numbers(vector))
            case .base64: Item(index: index, embedding: .base64(Self.base64(vector)))
            }
        }
        model = body.model
        usage = Usage(promptTokens: result.tokens, totalTokens: result.tokens)
    }

    private static func base64(_ vector: [Float]) -> String {
        var bytes = Data(capacity: vector.count * MemoryLayout<Float>.size)
        for value in vector {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes.base64EncodedString()
    }
}
