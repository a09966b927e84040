import Foundation
import Hummingbird

extension Request {
    /// Reads the body as a JSON value with keys in snake case.
    ///
    /// - Throws: ``ServerError`` that names the field which is wrong, never what it held.
    func openAI<Value: Decodable>(_ type: Value.Type) async throws -> Value {
        try await json(type, OpenAICoding.decoder, key: OpenAICoding.snakeCase)
    }
}

extension Response {
    /// A JSON value with keys in snake case.
    static func openAI(_ value: some Encodable) throws -> Response {
        json(bytes: try OpenAICoding.encoder.encode(value))
    }
}

extension EventFrame {
    /// One piece of an answer.
    static func openAI(_ value: some Encodable) throws -> EventFrame {
        data(try OpenAICoding.encoder.encode(value))
    }

    /// Why there is no more of the answer.
    static func error(_ body: OpenAIErrorBody) throws -> EventFrame {
        try data(body)
    }
}
