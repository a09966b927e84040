import Core
import Foundation
import TestSupport
import Testing
import Workstation

@testable import Server

/// The OpenAI front over the starter model, which `make test` fetches first.
@Suite struct CompletionTests {
    /// "The capital of France is" as the starter model's tokens.
    private static let ids = "504,3575,282,4649,314"
    private static let text = "The capital of France is"

    private struct Completion: Decodable {
        struct Choice: Decodable {
            struct Logprobs: Decodable {
                var tokens: [String]
                var tokenLogprobs: [Double?]
                var topLogprobs: [[String: Double]?]
                var textOffset: [Int]
            }
            var text: String
            var index: Int
            var logprobs: Logprobs?
            var finishReason: String?
        }
        struct Usage: Decodable {
            var promptTokens: Int
            var completionTokens: Int
            var totalTokens: Int
        }
        var id: String
        var object: String
        var choices: [Choice]
        var usage: Usage?
    }

    private let server: TestServer

    init() async throws {
        server = try await SharedServer.server
        _ = try await SharedServer.starter.value
    }

    private func complete(_ fields: String) async throws -> Completion {
        let body = Data("{\"model\":\"starter\",\"temperature\":0,\(fields)}".utf8)
        return try OpenAICoding.decoder.decode(
            Completion.self, from: try await server.client.data("POST", "/v1/completions", body: body))
    }

    private func pieces(_ fields: String) async throws -> [String] {
        let body = Data("{\"model\":\"starter\",\"temperature\":0,\"stream\":true,\(fields)}".utf8)
        var pieces: [String] = []
        for try await event in server.client.events("/v1/completions", method: "POST", body: body) {
            pieces.append(event.data)
        }
        return pieces
    }

    @Test func `lists the model and finds it by name`() async throws {
        let list = try await server.raw("GET", "/v1/models", [server.authorization])
        #expect(list.text.contains("\"id\":\"starter\""))
        #expect(list.text.contains("\"object\":\"list\""))
        #expect(list.text.contains("\"owned_by\":\"diapason\""))
        #expect(try await server.client.send("GET", "/v1/models/starter").status == 200)
        let unknown = try await server.raw("GET", "/v1/models/starter%2Bnowhere", [server.authorization])
        #expect(unknown.status == 404)
        #expect(unknown.errorCode == "model_not_found")
    }

    @Test func `continues a text the same way every time`() async throws {
        let first = try await complete("\"prompt\":\"\(Self.text)\",\"max_tokens\":4")
        let second = try await complete("\"prompt\":\"\(Self.text)\",\"max_tokens\":4")
        #expect(first.object == "text_completion")
        #expect(first.choices.count == 1)
        #expect(first.choices[0].text == second.choices[0].text)
        #expect(first.choices[0].logprobs == nil)
        let usage = try #require(first.usage)
        #expect(usage.promptTokens == 5)
        #expect(usage.totalTokens == usage.promptTokens + usage.completionTokens)
    }

    @Test func `echoes and scores a prompt without making anything`() async throws {
        let answer = try await complete(
            "\"prompt\":\"\(Self.text)\",\"max_tokens\":0,\"echo\":true,\"logprobs\":2")
        let choice = try #require(answer.choices.first)
        let logprobs = try #require(choice.logprobs)
        #expect(choice.text == Self.text)
        #expect(choice.finishReason == "length")
        #expect(logprobs.tokens == ["The", " capital", " of", " France", " is"])
        #expect(logprobs.textOffset == [0, 3, 11, 14, 21])
        #expect(logprobs.tokenLogprobs.first == .some(nil))
        #expect(logprobs.tokenLogprobs.dropFirst().allSatisfy { ($0 ?? 1) <= 0 })
        #expect(logprobs.topLogprobs.first == .some(nil))
        for (token, top) in zip(logprobs.tokens, logprobs.topLogprobs).dropFirst() {
            let top = try #require(top)
            #expect((2...3).contains(top.count))
            #expect(top[token] != nil)
        }
        #expect(answer.usage?.completionTokens == 0)
        #expect(answer.usage?.promptTokens == 5)
    }

    @Test func `token ids stand for the same prompt`() async throws {
        let fields = "\"max_tokens\":2,\"echo\":true,\"logprobs\":0"
        let text = try await complete("\"prompt\":\"\(Self.text)\",\(fields)")
        let tokens = try await complete("\"prompt\":[\(Self.ids)],\(fields)")
        #expect(tokens.choices[0].text == text.choices[0].text)
        #expect(tokens.choices[0].logprobs?.tokenLogprobs == text.choices[0].logprobs?.tokenLogprobs)
        #expect(text.choices[0].text.hasPrefix(Self.text))
        let lists = try await complete("\"prompt\":[[\(Self.ids)],[504,3575]],\"max_tokens\":0,\"echo\":true")
        #expect(lists.choices.map(\.index) == [0, 1])
        #expect(lists.choices.map(\.text) == [Self.text, "The capital"])
        #expect(lists.usage?.promptTokens == 7)
    }

    @Test func `fields have OpenAI's names`() async throws {
        let body =
            "{\"model\":\"starter\",\"prompt\":[504,3575],\"max_tokens\":0,\"echo\":true,\"logprobs\":1}"
        let answer = try await server.raw("POST", "/v1/completions", [server.authorization], body: body)
        for name in [
            "\"object\":\"text_completion\"", "\"token_logprobs\":[null,", "\"top_logprobs\":[null,{\"",
            "\"text_offset\":[0,3]", "\"finish_reason\":\"length\"", "\"prompt_tokens\":2",
        ] {
            #expect(answer.text.contains(name), "\(answer.text)")
        }
    }

    @Test func `several prompts get one choice each`() async throws {
        let answer = try await complete("\"prompt\":[\"AB\",\"CD\"],\"max_tokens\":2")
        #expect(answer.choices.map(\.index) == [0, 1])
        #expect(answer.choices.allSatisfy { $0.finishReason != nil })
    }

    @Test func `a stream adds up to the whole answer`() async throws {
        let whole = try await complete("\"prompt\":\"\(Self.text)\",\"max_tokens\":4,\"logprobs\":1")
        let pieces = try await pieces(
            "\"prompt\":\"\(Self.text)\",\"max_tokens\":4,\"logprobs\":1,\"stream_options\":{\"include_usage\":true}"
        )
        #expect(pieces.last == "[DONE]")
        let chunks = try pieces.dropLast().map {
            try OpenAICoding.decoder.decode(Completion.self, from: Data($0.utf8))
        }
        let choices = chunks.flatMap(\.choices)
        #expect(choices.map(\.text).joined() == whole.choices[0].text)
        #expect(choices.compactMap(\.logprobs).flatMap(\.tokens) == whole.choices[0].logprobs?.tokens)
        #expect(
            choices.compactMap(\.logprobs).flatMap(\.textOffset) == whole.choices[0].logprobs?.textOffset)
        #expect(choices.compactMap(\.finishReason).count == 1)
        #expect(chunks.last?.choices.isEmpty == true)
        #expect(chunks.last?.usage?.totalTokens == whole.usage?.totalTokens)
        #expect(Set(chunks.map(\.id)).count == 1)
    }

    static let refusals: [ApiScenario] = [
        refusal("{\"model\":\"nowhere\",\"prompt\":\"A\"}", 404, "model_not_found"),
        refusal("{\"model\":\"starter\"}", 400, "\\\"prompt\\\""),
        refusal("{\"model\":\"starter\",\"prompt\":{}}", 400, "prompt"),
        refusal("{\"model\":\"starter\",\"prompt\":[]}", 400, "prompt"),
        refusal("{\"model\":\"starter\",\"prompt\":\"\"}", 400, "empty_prompt"),
        refusal("{\"model\":\"starter\",\"prompt\":[49152]}", 400, "unknown_token"),
        refusal("{\"model\":\"starter\",\"prompt\":\"A\",\"n\":2}", 400, "unsupported_parameter"),
        refusal("{\"model\":\"starter\",\"prompt\":\"A\",\"suffix\":\"B\"}", 400, "suffix"),
        refusal("{\"model\":\"starter\",\"prompt\":\"A\",\"logprobs\":9}", 400, "logprobs"),
        refusal("{\"model\":\"starter\",\"prompt\":\"A\",\"max_tokens\":-1}", 400, "max_tokens"),
        refusal(
            "{\"model\":\"starter\",\"prompt\":\"A\",\"max_tokens\":\"1\"}", 400, "\\\"max_tokens\\\" must be"
        ),
        refusal("{\"model\":\"starter\",\"prompt\":\"A\",\"presence_penalty\":1}", 400, "repetition_penalty"),
        refusal("{\"model\":\"starter\",\"prompt\":\"A\",\"temperature\":-1}", 400, "temperature"),
    ]

    private static func refusal(_ body: String, _ status: Int, _ text: String) -> ApiScenario {
        ApiScenario(
            method: "POST", path: "/v1/completions", body: body, status: status,
            contains: [text, "\"type\":\"invalid_request_error\"", "\"param\":null", "\"requestId\""])
    }

    @Test(arguments: refusals)
    func `refuses in OpenAI's shape`(scenario: ApiScenario) async throws {
        try await scenario.check(server)
    }
}
