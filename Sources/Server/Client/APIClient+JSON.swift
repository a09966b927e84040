import Foundation
import Workstation

extension APIClient {
    /// Reads a JSON resource.
    ///
    /// - Throws: ``APIError`` when the server refuses or answers in another form.
    package func get<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) async throws -> Value
    {
        try Self.decode(type, try await data("GET", path))
    }

    /// Sends a JSON value and reads the answer.
    ///
    /// - Throws: ``APIError`` when the server refuses or answers in another form.
    package func post<Value: Decodable>(
        _ path: String, _ body: some Encodable & Sendable, as type: Value.Type = Value.self
    ) async throws -> Value {
        try Self.decode(type, try await data("POST", path, body: try JSONCoding.encoder.encode(body)))
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data) throws -> Value {
        do {
            return try JSONCoding.decoder.decode(type, from: data)
        } catch {
            throw APIError.unreadable("The server's answer is of another version; update both programs.")
        }
    }
}
