import Core
import Foundation
import TestSupport
import Testing
import Workstation

@testable import Server

/// Chat over the starter model, which `make test` fetches first.
@Suite struct ChatCompletionTests {
    private struct Completion: Decodable {
        struct Choice: Decodable {
            struct Content: Decodable {
                var role: String?
                var content: String?
            }
            struct Logprobs: Decodable {
                struct Entry: Decodable {
                    struct Alternative: Decodable {
                        var token: String
                        var logprob: Double
                    }
                    var token: String
                    var logprob: Double
                    var bytes: [UInt8]?
                    var topLogprobs: [Alternative]
                }
                var content: [Entry]
            }
            var message: Content?
            var delta: Content?
            var logprobs: Logprobs?
            var finishReason: String?
        }
        struct Usage: Decodable {
            var totalTokens: Int
        }
        var object: String
        var choices: [Choice]
        var usage: Usage?
    }

    private let server: TestServer

    init() async throws {
        server = try await SharedServer.server
        _ = try await SharedServer.starter.value
    }

    private func body(_ fields: String) -> Data {
        Data(
            """
            {"model":"starter","temperature":0,"max_completion_tokens":8,\
            "messages":[{"role":"user","content":[{"type":"text","text":"What is the capital of France?"}]}]\(fields)}
            """.utf8)
    }

    @Test func `answers whole and in a stream alike`() async throws {
        let data = try await server.client.data(
            "POST", "/v1/chat/completions", body: body(",\"logprobs\":true,\"top_logprobs\":2"))
        let whole = try OpenAICoding.decoder.decode(Completion.self, from: data)
        let choice = try #require(whole.choices.first)
        let text = try #require(choice.message?.content)
        #expect(whole.object == "chat.completion")
        #expect(choice.message?.role == "assistant")
        #expect(!text.isEmpty)
        let entries = try #require(choice.logprobs?.content)
        #expect(entries.allSatisfy { $0.topLogprobs.count == 2 && $0.logprob <= 0 })
        // Greedy: the chosen token is the likeliest.
        #expect(entries.allSatisfy { $0.topLogprobs[0].token == $0.token })

        var chunks: [Completion] = []
        var last = ""
        let stream = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"
        for try await event in server.client.events(
            "/v1/chat/completions", method: "POST", body: body(stream))
        {
            last = event.data
            if last != "[DONE]" {
                chunks.append(try OpenAICoding.decoder.decode(Completion.self, from: Data(last.utf8)))
            }
        }
        #expect(last == "[DONE]")
        #expect(chunks.first?.choices.first?.delta?.role == "assistant")
        let streamed = chunks.flatMap(\.choices).compactMap { $0.delta?.content }.joined()
        #expect(streamed == text)
        #expect(chunks.flatMap(\.choices).compactMap(\.finishReason) == [choice.finishReason])
        #expect(chunks.last?.usage?.totalTokens == whole.usage?.totalTokens)
    }

    @Test(arguments: [
        (",\"tools\":[{\"type\":\"function\"}]", "tools"),
        (",\"response_format\":{\"type\":\"grammar\"}", "response_format.type"),
        (",\"response_format\":{\"type\":\"json_schema\"}", "response_format.json_schema"),
        (",\"response_format\":{\"type\":\"json_object\"},\"stop\":[\"x\"]", "\"param\":\"stop\""),
        (",\"n\":2", "\\\"n\\\""), (",\"stop\":[1]", "\\\"stop[0]\\\""),
        (",\"top_logprobs\":21", "top_logprobs"),
        (",\"logit_bias\":{\"1\":5}", "logit_bias"),
    ])
    func `what cannot be honoured is refused`(fields: String, name: String) async throws {
        let answer = try await server.raw(
            "POST", "/v1/chat/completions", [server.authorization],
            body: String(decoding: body(fields), as: UTF8.self))
        #expect(answer.status == 400)
        #expect(answer.text.contains(name), "\(answer.text)")
    }

    private static let city = #"""
        ,"response_format":{"type":"json_schema","json_schema":{"name":"city","strict":true,"schema":{
        "type":"object","properties":{"capital_city":{"type":"string","maxLength":30},"millions":{"type":"number"},
        "river":{"anyOf":[{"type":"string","maxLength":20},{"type":"null"}]}},
        "required":["capital_city","millions"],"additionalProperties":false}}}
        """#

    private struct City: Decodable {
        var capitalCity: String
        var millions: Double
        var river: String?
    }

    @Test(arguments: [60, 200])
    func `answers by a JSON schema, whole and in a stream alike`(limit: Int) async throws {
        let fields = Self.city.replacing("\n", with: "")
        let request = Data(
            String(decoding: body(fields), as: UTF8.self)
                .replacing("\"max_completion_tokens\":8", with: "\"max_completion_tokens\":\(limit)").utf8)
        let data = try await server.client.data("POST", "/v1/chat/completions", body: request)
        let text = try #require(
            try OpenAICoding.decoder.decode(Completion.self, from: data).choices.first?.message?.content)
        let city = try OpenAICoding.decoder.decode(City.self, from: Data(text.utf8))
        #expect(city.capitalCity.count <= 30)
        #expect(text.contains("\"capital_city\""))
        var streamed = ""
        let streaming = Data(
            String(decoding: request.dropLast(), as: UTF8.self).appending(",\"stream\":true}").utf8)
        for try await event in server.client.events("/v1/chat/completions", method: "POST", body: streaming)
        where event.data != "[DONE]" {
            let chunk = try OpenAICoding.decoder.decode(Completion.self, from: Data(event.data.utf8))
            streamed += chunk.choices.compactMap { $0.delta?.content }.joined()
        }
        #expect(streamed == text)
    }

    @Test func `answers with any JSON object, closed at the limit`() async throws {
        for limit in [4, 40] {
            let request = String(
                decoding: body(",\"response_format\":{\"type\":\"json_object\"}"), as: UTF8.self
            )
            .replacing("\"max_completion_tokens\":8", with: "\"max_completion_tokens\":\(limit)")
            let data = try await server.client.data("POST", "/v1/chat/completions", body: Data(request.utf8))
            let choice = try #require(
                try OpenAICoding.decoder.decode(Completion.self, from: data).choices.first)
            let text = try #require(choice.message?.content)
            #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any], "\(text)")
            #expect(["stop", "length"].contains(choice.finishReason))
        }
    }

    @Test func `a schema that cannot be held to is refused with its place`() async throws {
        let fields = Self.city.replacing("\n", with: "").replacing(
            "\"maxLength\":30", with: "\"pattern\":\"P.*\"")
        let answer = try await server.raw(
            "POST", "/v1/chat/completions", [server.authorization],
            body: String(decoding: body(fields), as: UTF8.self))
        #expect(answer.status == 400)
        for words in [
            "\"type\":\"invalid_request_error\"", "\"param\":\"response_format\"",
            "\"code\":\"invalid_json_schema\"",
            "/properties/capital_city", "pattern",
        ] { #expect(answer.text.contains(words), "\(words) in \(answer.text)") }
    }

    @Test func `a conversation stores question and answer`() async throws {
        let conversation: ConversationView = try await server.client.post(
            "/api/conversations", ["model": "starter"])
        let path = "/api/conversations/\(conversation.id)"
        let request = Data(
            "{\"content\":\"Say hello.\",\"options\":{\"temperature\":0,\"maximumTokens\":6}}".utf8)
        var names: [String] = []
        var text = ""
        for try await event in server.client.events(path + "/messages", method: "POST", body: request) {
            names.append(event.name)
            if event.name == "token" {
                text +=
                    try JSONDecoder().decode([String: String].self, from: Data(event.data.utf8))["text"] ?? ""
            }
        }
        #expect(names.first == "message")
        #expect(names.last == "done")
        let detail: ConversationDetail = try await server.client.get(path)
        #expect(detail.messages.map(\.role) == [.user, .assistant])
        #expect(detail.messages.last?.content == text)
    }

    @Test func `compares models side by side`() async throws {
        let request = Data(
            "{\"content\":\"Say hello.\",\"models\":[\"starter\",\"nowhere\"],\"options\":{\"maximumTokens\":3}}"
                .utf8)
        var events: [ServerSentEvent] = []
        for try await event in server.client.events("/api/compare", method: "POST", body: request) {
            events.append(event)
        }
        #expect(events.contains { $0.name == "done" && $0.data.contains("\"index\":0") })
        #expect(events.contains { $0.name == "error" && $0.data.contains("\"index\":1") })
    }
}
