import Core
import Hummingbird
import Workstation

/// Continuing text or token ids, in OpenAI's shape.
struct CompletionRoutes {
    let workstation: Workstation

    func add(to router: some RouterMethods<ServerContext>) {
        let generation = workstation.generation
        router.post("/v1/completions") { request, context in
            let body = try await request.openAI(CompletionRequest.self)
            try body.check()
            let identity = OpenAIIdentity(prefix: "cmpl-", model: body.model)
            let task = CompletionTask(generation: generation, body: body)
            // The first prompt is begun before the answer is, so that a wrong request still gets its status.
            let first = try await task.begin(0)
            if body.stream { return Self.stream(task, first, identity, requestId: context.requestId) }
            return try Response.openAI(try await Self.answer(task, first, identity))
        }
    }

    private static func answer(
        _ task: CompletionTask, _ first: CompletionTask.Begun, _ identity: OpenAIIdentity
    ) async throws -> TextCompletion {
        var choices: [TextCompletion.Choice] = []
        var usage = OpenAIUsage(prompt: 0, completion: 0)
        for index in task.body.prompts.indices {
            let begun = index == 0 ? first : try await task.begin(index)
            var choice = TextCompletion.Choice(text: "", index: index)
            var logprobs = CompletionLogprobs()
            for try await piece in begun.pieces {
                choice.text += piece.text
                for token in piece.tokens { logprobs.append(token) }
                if let end = piece.end {
                    choice.finishReason = end.finishReason.openAI
                    usage = usage.adding(prompt: end.promptTokens, completion: end.completionTokens)
                }
            }
            guard choice.finishReason != nil else { throw CancellationError() }
            if task.body.logprobs != nil { choice.logprobs = logprobs }
            choices.append(choice)
        }
        return TextCompletion(identity, choices: choices, usage: usage)
    }

    private static func stream(
        _ task: CompletionTask, _ first: CompletionTask.Begun, _ identity: OpenAIIdentity, requestId: String
    ) -> Response {
        EventStream.response { stream in
            do {
                var usage = OpenAIUsage(prompt: 0, completion: 0)
                for index in task.body.prompts.indices {
                    let begun = index == 0 ? first : try await task.begin(index)
                    var offset = 0
                    for try await piece in begun.pieces {
                        var choice = TextCompletion.Choice(text: piece.text, index: index)
                        if task.body.logprobs != nil, !piece.tokens.isEmpty {
                            var logprobs = CompletionLogprobs(offset: offset)
                            for token in piece.tokens { logprobs.append(token) }
                            choice.logprobs = logprobs
                        }
                        offset += piece.tokens.reduce(0) { $0 + $1.piece.unicodeScalars.count }
                        if let end = piece.end {
                            choice.finishReason = end.finishReason.openAI
                            usage = usage.adding(prompt: end.promptTokens, completion: end.completionTokens)
                        }
                        stream.yield(try .openAI(TextCompletion(identity, choices: [choice])))
                    }
                }
                if task.body.includesUsage {
                    stream.yield(try .openAI(TextCompletion(identity, choices: [], usage: usage)))
                }
                stream.yield(.done)
            } catch {
                stream.yield(try .error(OpenAIErrorBody(Refusal(error), requestId: requestId)))
            }
        }
    }
}
