import Core
import Workstation

/// Works one completion request off, prompt by prompt.
struct CompletionTask: Sendable {
    /// A part of one choice.
    struct Piece: Sendable {
        var text: String
        var tokens: [GeneratedToken] = []
        var end: End?
    }

    /// How a choice ended.
    struct End: Sendable {
        var finishReason: FinishReason
        var promptTokens: Int
        var completionTokens: Int
    }

    /// The answer to one prompt, on its way.
    struct Begun: Sendable {
        let pieces: AsyncThrowingStream<Piece, any Error>
    }

    let generation: GenerationService
    let body: CompletionRequest

    /// Begins the answer to a prompt.
    ///
    /// With `echo`, the prompt itself is the first piece, scored when log-probabilities are asked for or its text
    /// is not known. With `max_tokens` 0 nothing is made.
    ///
    /// - Throws: What the model refuses.
    func begin(_ index: Int) async throws -> Begun {
        let prompt = body.prompts[index]
        let echoed = body.echo ? try await echo(prompt) : nil
        // Nothing to make and the prompt is scored: the answer is complete.
        if body.maximumTokens == 0, let echoed, let count = echoed.scored {
            return Begun(pieces: Self.single([echoed.piece, Piece(text: "", end: End(promptTokens: count))]))
        }
        let events = try await generation.generate(try body.generation(prompt))
        let (pieces, continuation) = AsyncThrowingStream.makeStream(of: Piece.self)
        if let echoed { continuation.yield(echoed.piece) }
        let task = Task {
            do {
                for try await event in events {
                    switch event {
                    case .token(let token): continuation.yield(Piece(text: token.text, tokens: [token]))
                    case .finished(let summary):
                        continuation.yield(Piece(text: summary.text, end: End(summary)))
                    }
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in task.cancel() }
        return Begun(pieces: pieces)
    }

    private func echo(_ prompt: GenerationRequest.Prompt) async throws -> (piece: Piece, scored: Int?) {
        if body.logprobs == nil, case .text(let text) = prompt { return (Piece(text: text), nil) }
        let tokens = try await generation.score(
            model: body.model, prompt: prompt, alternatives: body.logprobs ?? 0)
        let text: String
        if case .text(let given) = prompt { text = given } else { text = tokens.map(\.text).joined() }
        return (Piece(text: text, tokens: tokens), tokens.count)
    }

    private static func single(_ pieces: [Piece]) -> AsyncThrowingStream<Piece, any Error> {
        AsyncThrowingStream { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish()
        }
    }
}

extension CompletionTask.End {
    fileprivate init(_ summary: GenerationSummary) {
        self.init(
            finishReason: summary.finishReason, promptTokens: summary.promptTokens,
            completionTokens: summary.completionTokens)
    }

    /// The end of a choice for which nothing was to be made.
    fileprivate init(promptTokens: Int) {
        self.init(finishReason: .length, promptTokens: promptTokens, completionTokens: 0)
    }
}
