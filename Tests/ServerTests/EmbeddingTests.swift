import Core
import Foundation
import TestSupport
import Testing
import Workstation

@testable import Server

@Suite struct EmbeddingTests {
    /// Names of models are shared by all tests of the server, so this one is taken in once.
    private static let encoder = Task {
        let model = try ModelFolder("bert")
        // The folder goes with the value, which must therefore last until the files are taken.
        defer { withExtendedLifetime(model) {} }
        return try await SharedServer.server.client.post(
            "/api/models", ["path": model.path, "name": "encoder"], as: ModelView.self)
    }

    private struct Answer<Vector: Decodable>: Decodable {
        struct Item: Decodable {
            var object: String
            var index: Int
            var embedding: Vector
        }
        struct Usage: Decodable {
            var promptTokens: Int
            var totalTokens: Int
        }
        var object: String
        var model: String
        var data: [Item]
        var usage: Usage
    }

    private let server: TestServer

    init() async throws {
        server = try await SharedServer.server
        #expect(try await Self.encoder.value.kind == .encoder)
    }

    private func embed<Vector: Decodable>(_ fields: String, as type: Vector.Type) async throws -> Answer<
        Vector
    > {
        let body = Data("{\"model\":\"encoder\",\(fields)}".utf8)
        return try OpenAICoding.decoder.decode(
            Answer<Vector>.self, from: try await server.client.data("POST", "/v1/embeddings", body: body))
    }

    @Test func `takes a text, texts, token ids and lists of them`() async throws {
        let one = try await embed(#""input":"hello world","user":"x""#, as: [Float].self)
        #expect(one.object == "list" && one.model == "encoder" && one.data.map(\.object) == ["embedding"])
        #expect(one.usage.promptTokens == 4 && one.usage.totalTokens == 4)
        let vector = one.data[0].embedding
        #expect(vector.count == 24 && abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-4)
        let several = [
            #""input":["hello world"]"#, #""input":[2,4,5,3]"#, #""input":[[2,4,5,3]],"dimensions":24"#,
        ]
        for input in several { #expect(try await embed(input, as: [Float].self).data[0].embedding == vector) }
        let two = try await embed(#""input":["hello","world"]"#, as: [Float].self)
        #expect(two.data.map(\.index) == [0, 1] && two.data[0].embedding != two.data[1].embedding)
    }

    @Test func `writes the same numbers as base64`() async throws {
        let plain = try await embed(#""input":"hello","encoding_format":"float""#, as: [Float].self)
        let packed = try await embed(#""input":"hello","encoding_format":"base64""#, as: String.self)
        let bytes = try #require(Data(base64Encoded: packed.data[0].embedding))
        #expect(bytes.count == 96)
        let numbers = bytes.withUnsafeBytes { raw in
            (0..<24).map { index in
                let bits = raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
        #expect(numbers == plain.data[0].embedding)
    }

    @Test(arguments: [
        (#"{"model":"encoder"}"#, "input"), (#"{"model":"encoder","input":{}}"#, "input"),
        (#"{"model":"encoder","input":[1,"a"]}"#, "input"), (#"{"input":"a"}"#, "model"),
        (#"{"model":"encoder","input":"a","encoding_format":"text"}"#, "encoding_format"),
        (#"{"model":"encoder","input":[]}"#, "1 to 2048"), (#"{"model":"encoder","input":""}"#, "empty"),
    ])
    func `refuses what is wrong by its name`(_ body: String, _ word: String) async throws {
        let answer = try await server.raw(
            "POST", "/v1/embeddings", [server.authorization], body: body)
        #expect(answer.status == 400 && answer.text.contains(word), "\(answer.text)")
    }

    @Test func `refuses to chat with an encoder`() async throws {
        let answer = try await server.raw(
            "POST", "/v1/chat/completions", [server.authorization],
            body: #"{"model":"encoder","messages":[{"role":"user","content":"hello"}]}"#)
        #expect(answer.errorCode == "model_is_encoder" && answer.text.contains("/v1/embeddings"))
    }
}
