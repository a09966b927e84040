internal import Core
internal import Engine
internal import Foundation
internal import Store
internal import Synchronization
internal import Tokenizer

/// Answers of models: the one path under the chat, the command line and the APIs.
package struct GenerationService: Sendable {
    private let store: LibraryStore
    private let host: ModelHost
    private let loop: GenerationLoop

    init(store: LibraryStore, host: ModelHost, loop: GenerationLoop) {
        self.store = store
        self.host = host
        self.loop = loop
    }

    /// Every name that a request may use: each base, and each base with each of its adapters.
    package func names() async throws -> [String] {
        let adapters = try await store.adapters()
        return try await store.models().flatMap { model in
            [model.name]
                + adapters.filter { $0.adapter.modelName == model.name }.map {
                    "\(model.name)+\($0.adapter.name)"
                }
        }
    }

    /// Starts an answer.
    ///
    /// Ending the iteration, or cancelling its task, stops the model at once.
    ///
    /// - Throws: `NameError`, `StoreError` or ``WorkstationError`` when the model name or the prompt is wrong; errors
    ///   later on come through the stream.
    package func generate(_ request: GenerationRequest) async throws -> AsyncThrowingStream<
        GenerationEvent, any Error
    > {
        let (base, mix) = try await host.resolve(ModelName(parsing: request.model))
        let prompt = try Self.tokens(request.prompt, base)
        let task = try GenerationTask(
            base: base, mix: mix, prompt: prompt, request: request,
            mostPositions: loop.budget.positions(of: base.model))
        let isCancelled = CancellationFlag()
        return AsyncThrowingStream { continuation in
            continuation.onTermination = { _ in isCancelled.set() }
            loop.submit(base.model) {
                task.batchRequest(
                    isCancelled: { isCancelled.isSet },
                    report: { event in
                        continuation.yield(event)
                        if case .finished = event { continuation.finish() }
                    }, fail: { continuation.finish(throwing: $0) })
            }
        }
    }

    /// Refuses a model that holds no conversations.
    ///
    /// - Throws: ``WorkstationError`` with code `no_chat_template`; else as ``generate(_:)``.
    package func requireChat(_ model: String) async throws {
        _ = try await host.resolve(ModelName(parsing: model)).base.requireChat()
    }

    /// A word that changes when other answers are to be expected of a name: the digests of the base and of its adapters.
    ///
    /// - Throws: As ``generate(_:)``.
    package func identity(of model: String) async throws -> String {
        let name = try ModelName(parsing: model)
        var parts = [try await host.base(name.base).digest]
        for adapter in name.adapters {
            let version = try await store.adapterVersion(adapter.version, of: adapter.name)
            parts.append("\(version.digest)*\(adapter.weight)")
        }
        return parts.joined(separator: "+")
    }

    /// The log-probabilities of a prompt's own tokens.
    ///
    /// `alternatives`: How many likely tokens to list at each place.
    ///
    /// - Returns: One score a token.
    /// - Throws: As ``generate(_:)``.
    package func score(
        model: String, prompt: GenerationRequest.Prompt, alternatives: Int
    ) async throws -> [GeneratedToken] {
        let (base, mix) = try await host.resolve(ModelName(parsing: model))
        let tokens = try Self.tokens(prompt, base)
        try GenerationTask.check(prompt: tokens, base)
        return try await loop.value { budget in
            try PromptScorer(base: base, mix: mix, budget: budget).begin(tokens, alternatives: alternatives)
        }
    }

    private static func tokens(_ prompt: GenerationRequest.Prompt, _ base: LoadedModel) throws -> [Int] {
        switch prompt {
        case .tokens(let ids): ids
        case .text(let text):
            (base.tokenizer.addsBeginningOfSequence
                ? [base.tokenizer.beginningOfSequence].compactMap(\.self) : [])
                + base.tokenizer.encode(text)
        case .messages(let messages):
            try base.requireChat().encode(messages: messages, addGenerationPrompt: true)
        }
    }
}
