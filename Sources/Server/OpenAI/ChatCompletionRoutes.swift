import Core
import Hummingbird
import Workstation

/// Chat in OpenAI's shape.
struct ChatCompletionRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let generation = workstation.generation
        router.post("/v1/chat/completions") { request, context in
            let bytes = try await request.jsonBytes()
            let body = try Request.json(
                ChatCompletionRequest.self, from: bytes, OpenAICoding.decoder, key: OpenAICoding.snakeCase)
            let events = try await generation.generate(try body.generation(body: bytes))
            let identity = OpenAIIdentity(prefix: "chatcmpl-", model: body.model)
            if body.stream { return Self.stream(events, body, identity, requestId: context.requestId) }
            return try Response.openAI(try await Self.answer(events, body, identity))
        }
    }

    private static func answer(
        _ events: AsyncThrowingStream<GenerationEvent, any Error>, _ body: ChatCompletionRequest,
        _ identity: OpenAIIdentity
    ) async throws -> ChatCompletion {
        var text = ""
        var entries: [ChatLogprobs.Entry] = []
        for try await event in events {
            switch event {
            case .token(let token):
                text += token.text
                if body.logprobs { entries.append(ChatLogprobs.Entry(token)) }
            case .finished(let summary):
                return ChatCompletion(
                    identity,
                    choice: .init(
                        message: .init(content: text + summary.text),
                        logprobs: body.logprobs ? ChatLogprobs(content: entries) : nil,
                        finishReason: summary.finishReason.openAI),
                    usage: OpenAIUsage(prompt: summary.promptTokens, completion: summary.completionTokens))
            }
        }
        throw CancellationError()
    }

    private static func stream(
        _ events: AsyncThrowingStream<GenerationEvent, any Error>, _ body: ChatCompletionRequest,
        _ identity: OpenAIIdentity, requestId: String
    ) -> Response {
        EventStream.response { stream in
            let chunk = { (choice: ChatCompletionChunk.Choice) in
                try EventFrame.openAI(ChatCompletionChunk(identity, choices: [choice]))
            }
            do {
                stream.yield(try chunk(.init(delta: .init(role: "assistant", content: ""))))
                for try await event in events {
                    switch event {
                    case .token(let token):
                        guard !token.text.isEmpty || body.logprobs else { continue }
                        let logprobs = body.logprobs ? ChatLogprobs(content: [.init(token)]) : nil
                        stream.yield(try chunk(.init(delta: .init(content: token.text), logprobs: logprobs)))
                    case .finished(let summary):
                        if !summary.text.isEmpty {
                            stream.yield(try chunk(.init(delta: .init(content: summary.text))))
                        }
                        stream.yield(
                            try chunk(.init(delta: .init(), finishReason: summary.finishReason.openAI)))
                        if body.includesUsage {
                            let usage = OpenAIUsage(
                                prompt: summary.promptTokens, completion: summary.completionTokens)
                            stream.yield(
                                try .openAI(ChatCompletionChunk(identity, choices: [], usage: usage)))
                        }
                    }
                }
                stream.yield(.done)
            } catch {
                stream.yield(try .error(OpenAIErrorBody(Refusal(error), requestId: requestId)))
            }
        }
    }
}
