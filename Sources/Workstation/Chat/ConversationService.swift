internal import Core
internal import Foundation
internal import Store

/// Stored conversations.
package struct ConversationService: Sendable {
    private static let titleCharacters = 60
    private static let longestTitle = 200
    /// The most characters of one message; longer texts belong into documents.
    private static let longestMessage = 200_000
    private let store: LibraryStore
    private let generation: GenerationService

    init(store: LibraryStore, generation: GenerationService) {
        self.store = store
        self.generation = generation
    }

    /// All conversations, the one changed last first.
    package func list() async throws -> [ConversationView] {
        try await store.conversations().map(ConversationView.init)
    }

    /// Begins a conversation.
    ///
    /// - Throws: `NameError` when the model name is not one.
    package func create(model: String, title: String?) async throws -> ConversationView {
        let name = try ModelName(parsing: model)
        let record = ConversationRecord(title: Self.title(title ?? ""), model: name.description)
        try await store.addConversation(record)
        return ConversationView(record)
    }

    /// One conversation with its messages.
    ///
    /// - Throws: `StoreError` when there is none.
    package func show(_ id: String) async throws -> ConversationDetail {
        let found = try await store.conversation(id)
        return ConversationDetail(
            conversation: ConversationView(found.conversation),
            messages: found.messages.map(ChatMessageView.init))
    }

    /// Changes the title or the model.
    ///
    /// - Throws: `StoreError` when there is none, `NameError` when the model name is not one.
    package func update(_ id: String, title: String?, model: String?) async throws -> ConversationView {
        let name = try model.map { try ModelName(parsing: $0).description }
        return ConversationView(
            try await store.updateConversation(id, title: title.map(Self.title), model: name))
    }

    /// Removes a conversation with its messages.
    ///
    /// - Throws: `StoreError` when there is none.
    package func remove(_ id: String) async throws {
        try await store.removeConversation(id)
    }

    /// Says something in a conversation and streams the answer; both are stored, also when the caller goes away.
    ///
    /// - Parameters:
    ///   - id: The conversation.
    ///   - content: What the user says.
    ///   - model: The model name for this answer; nil is the conversation's.
    ///   - options: The sampling options that were chosen.
    /// - Returns: The events of the answer, in order.
    /// - Throws: `StoreError` when there is no such conversation; errors of the model come through the stream.
    package func send(
        _ id: String, content: String, model: String?, options: PartialSamplingOptions
    ) async throws -> AsyncThrowingStream<ChatEvent, any Error> {
        guard !content.isEmpty, content.count <= Self.longestMessage else {
            throw WorkstationError.invalid(
                "invalid_message",
                "The message must hold 1 to \(Self.longestMessage) characters; put longer texts into documents."
            )
        }
        let found = try await store.conversation(id)
        let name = model ?? found.conversation.model
        let turn = MessageRecord(conversationId: id, role: .user, content: content)
        // The model is asked before the message is stored, so that a wrong name leaves the conversation as it was.
        let events = try await generation.generate(
            GenerationRequest(
                model: name, prompt: .messages(Self.turns(found.messages + [turn])),
                options: options.resolved()))
        let stored = try await store.appendMessage(turn)
        if found.conversation.title.isEmpty {
            _ = try await store.updateConversation(id, title: Self.title(content))
        }
        return answer(in: id, model: name, after: stored, replacing: false, events)
    }

    /// Answers the last thing the user said anew; the old answer stays until the new one is stored.
    ///
    /// - Parameters:
    ///   - id: The conversation.
    ///   - model: The model name for this answer; nil is the conversation's.
    ///   - options: The sampling options that were chosen.
    /// - Returns: The events of the answer, in order; the first is the question as it was stored.
    /// - Throws: `StoreError` when there is no such conversation, ``WorkstationError`` when nothing was asked in it.
    package func answerAgain(
        _ id: String, model: String?, options: PartialSamplingOptions
    ) async throws -> AsyncThrowingStream<ChatEvent, any Error> {
        let found = try await store.conversation(id)
        guard let last = found.messages.lastIndex(where: { $0.role == .user }) else {
            throw WorkstationError.conflict(
                "nothing_to_answer", "Nothing was asked in this conversation; send a message first.")
        }
        let name = model ?? found.conversation.model
        let events = try await generation.generate(
            GenerationRequest(
                model: name, prompt: .messages(Self.turns(found.messages[...last])),
                options: options.resolved()))
        return answer(in: id, model: name, after: found.messages[last], replacing: true, events)
    }

    /// What a model reads: a question that got no answer goes together with the next, since many templates refuse two in a row.
    private static func turns(_ messages: some Sequence<MessageRecord>) -> [Message] {
        var turns: [Message] = []
        for message in messages {
            if let last = turns.last, last.role == message.role {
                turns[turns.count - 1].content += "\n\n" + message.content
            } else {
                turns.append(Message(role: message.role, content: message.content))
            }
        }
        return turns
    }

    private func answer(
        in id: String, model: String, after stored: MessageRecord, replacing: Bool,
        _ events: AsyncThrowingStream<GenerationEvent, any Error>
    ) -> AsyncThrowingStream<ChatEvent, any Error> {
        let store = store
        return AsyncThrowingStream { continuation in
            let task = Task {
                continuation.yield(.message(ChatMessageView(stored)))
                var text = ""
                var tokens = 0
                let clock = ContinuousClock()
                let start = clock.now
                var summary: GenerationSummary?
                do {
                    for try await event in events {
                        switch event {
                        case .token(let token):
                            text += token.text
                            tokens += 1
                            if !token.text.isEmpty { continuation.yield(.token(token.text)) }
                        case .finished(let ended):
                            text += ended.text
                            if !ended.text.isEmpty { continuation.yield(.token(ended.text)) }
                            summary = ended
                        }
                    }
                    // Stopped before it said anything anew: the old answer stays.
                    if replacing, summary == nil, text.isEmpty { throw CancellationError() }
                    let answer = try await store.appendMessage(
                        MessageRecord(
                            conversationId: id, role: .assistant, content: text, model: model,
                            tokens: summary?.completionTokens ?? tokens,
                            seconds: summary?.seconds ?? start.duration(to: clock.now) / .seconds(1),
                            finishReason: summary?.finishReason ?? .cancelled),
                        replacingAfter: replacing ? stored.position : nil)
                    continuation.yield(.done(ChatMessageView(answer)))
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { reason in
                if case .cancelled = reason { task.cancel() }
            }
        }
    }

    private static func title(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard line.count > titleCharacters else { return String(line.prefix(longestTitle)) }
        return line.prefix(titleCharacters).trimmingCharacters(in: .whitespaces) + "…"
    }
}
