internal import Core
internal import Foundation

/// Writes questions with a model of this workstation, a base with or without adapters.
///
/// Answers have the shape of ``QuestionRequest/shape``: always whole JSON, with quotes that occur in the text. They are
/// computed with the chat's, a few at once, so that a person who chats waits no longer than for a few neighbours.
package struct LocalQuestionWriter: QuestionWriter {
    package let identity: String
    package let concurrency: Int
    private let generation: GenerationService
    private let model: String

    /// Changes when the same model is asked in another way.
    private static let version = "shaped-2"
    private static let tokensPerQuestion = 240
    /// Low: copied words and facts matter more than variety, which the kinds of questions give.
    private static let temperature: Float = 0.3

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - model: The model's name, adapters included.
    ///   - generation: Answers it.
    ///   - concurrency: Requests at once.
    /// - Throws: `NameError` or `StoreError` when there is no such model, ``WorkstationError`` when it cannot chat.
    package init(model: String, generation: GenerationService, concurrency: Int = 3) async throws {
        try await generation.requireChat(model)
        identity = "\(Self.version) \(try await generation.identity(of: model))"
        self.concurrency = max(1, concurrency)
        self.generation = generation
        self.model = model
    }

    package func candidates(for request: QuestionRequest) async throws -> WrittenCandidates {
        var options = SamplingOptions()
        options.temperature = Self.temperature
        options.maximumTokens = Self.tokensPerQuestion * max(1, request.count)
        // The same chunk gives the same questions, whatever ran before.
        options.seed = StableHash.of(request.messages.map(\.content).joined(separator: "\u{1}"))
        let events = try await generation.generate(
            GenerationRequest(
                model: model, prompt: .messages(request.messages), options: options, shape: request.shape))
        var text = ""
        var reason = FinishReason.cancelled
        for try await event in events {
            switch event {
            case .token(let token): text += token.text
            case .finished(let summary):
                text += summary.text
                reason = summary.finishReason
            }
        }
        // A cancelled task ends the stream without an event.
        try Task.checkCancellation()
        guard reason != .cancelled else { throw CancellationError() }
        return WrittenCandidates(reading: text, isCut: reason == .length)
    }
}
