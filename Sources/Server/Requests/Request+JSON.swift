import Foundation
import Hummingbird
import Workstation

extension Request {
    /// Reads the body as a JSON value.
    ///
    /// - Parameters:
    ///   - type: What the body is.
    ///   - decoder: Reads it.
    ///   - key: A key as the caller wrote it, from the one in `type`.
    /// - Returns: The value.
    /// - Throws: ``ServerError`` that names the field which is wrong, never what it held.
    func json<Value: Decodable>(
        _ type: Value.Type, _ decoder: JSONDecoder = JSONCoding.decoder, key: (String) -> String = { $0 }
    ) async throws -> Value {
        try Self.json(type, from: await jsonBytes(), decoder, key: key)
    }

    /// The whole body, for what is read from it twice.
    ///
    /// - Throws: ``ServerError`` when it is too long.
    func jsonBytes() async throws -> [UInt8] {
        try await RequestChunks(self, limit: RequestLimits.json).collect()
    }

    /// Reads a JSON value from the bytes of a body; see ``json(_:_:key:)``.
    static func json<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], _ decoder: JSONDecoder = JSONCoding.decoder,
        key: (String) -> String = { $0 }
    ) throws -> Value {
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw ServerError.invalid(explain(error, key))
        }
    }

    private static func explain(_ error: DecodingError, _ name: (String) -> String) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "The field \(path(context.codingPath + [key], name)) is missing; see /api/openapi.json."
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            "The field \(path(context.codingPath, name)) must be \(kind(of: type)); see /api/openapi.json."
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            "The body is not valid JSON; check it."
        case .dataCorrupted(let context):
            "The field \(path(context.codingPath, name)) has a value that is not allowed; see /api/openapi.json."
        @unknown default:
            "The body is not understood; see /api/openapi.json."
        }
    }

    private static func path(_ keys: [any CodingKey], _ name: (String) -> String) -> String {
        let text = keys.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + name(key.stringValue)
            }
        }
        return text.isEmpty ? "at the top" : String(text.prefix(120)).debugDescription
    }

    private static func kind(of type: any Any.Type) -> String {
        switch "\(type)" {
        case "String": "a text"
        case "Bool": "true or false"
        case let text where text.hasPrefix("Int") || text.hasPrefix("UInt"): "a whole number"
        case "Double", "Float": "a number"
        case let text where text.hasPrefix("Array"): "a list"
        default: "an object"
        }
    }
}
