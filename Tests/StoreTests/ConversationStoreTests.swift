import Core
import Foundation
import Testing

@testable import Store

@Suite struct ConversationStoreTests {
    let library: OpenedLibrary
    let conversation = ConversationRecord(title: "New conversation", model: "tiny")
    var store: LibraryStore { library.store }

    init() async throws {
        library = try TemporaryHome().opened()
        try await library.store.addConversation(conversation)
    }

    @Test func `messages keep their order`() async throws {
        for index in 0..<3 {
            let role: Role = index % 2 == 0 ? .user : .assistant
            let message = try await store.appendMessage(
                MessageRecord(conversationId: conversation.id, role: role, content: "\(index)"))
            #expect(message.position == index)
        }
        let (_, messages) = try await store.conversation(conversation.id)
        #expect(messages.map(\.content) == ["0", "1", "2"])
    }

    @Test func `a new answer takes the place of what stood after its question`() async throws {
        for (role, content) in [(Role.user, "q"), (.assistant, "old"), (.assistant, "older")] {
            _ = try await store.appendMessage(
                MessageRecord(conversationId: conversation.id, role: role, content: content))
        }
        let message = try await store.appendMessage(
            MessageRecord(conversationId: conversation.id, role: .assistant, content: "new"),
            replacingAfter: 0)
        #expect(message.position == 1)
        #expect(try await store.conversation(conversation.id).messages.map(\.content) == ["q", "new"])
    }

    @Test func `a new answer never takes a later question with it`() async throws {
        for (role, content) in [(Role.user, "q"), (.assistant, "old"), (.user, "meanwhile")] {
            _ = try await store.appendMessage(
                MessageRecord(conversationId: conversation.id, role: role, content: content))
        }
        let error = await #expect(throws: StoreError.self) {
            try await store.appendMessage(
                MessageRecord(conversationId: conversation.id, role: .assistant, content: "new"),
                replacingAfter: 0)
        }
        #expect(error?.code == "conversation_moved_on")
        #expect(
            try await store.conversation(conversation.id).messages.map(\.content) == [
                "q", "old", "meanwhile",
            ])
    }

    @Test func `an answer keeps its figures`() async throws {
        _ = try await store.appendMessage(
            MessageRecord(
                conversationId: conversation.id, role: .assistant, content: "Half an", model: "tiny+tone",
                tokens: 2,
                seconds: 0.25, finishReason: .cancelled))
        let message = try #require(try await store.conversation(conversation.id).messages.first)
        #expect(message.finishReason == .cancelled)
        #expect(message.model == "tiny+tone")
        #expect(message.seconds == 0.25)
    }

    @Test func `title and model change one by one`() async throws {
        #expect(try await store.updateConversation(conversation.id, title: "Tax").model == "tiny")
        let changed = try await store.updateConversation(conversation.id, model: "tiny+tone")
        #expect(changed.title == "Tax")
        #expect(changed.model == "tiny+tone")
    }

    @Test func `a removed conversation takes its messages along`() async throws {
        _ = try await store.appendMessage(
            MessageRecord(conversationId: conversation.id, role: .user, content: "hello"))
        try await store.removeConversation(conversation.id)
        #expect(try await store.conversations().isEmpty)
        await #expect(throws: StoreError.self) { try await store.conversation(conversation.id) }
        #expect(try await store.integrityProblems().isEmpty)
    }

    @Test func `a cancelled task can still store what it has`() async throws {
        let store = store
        let id = conversation.id
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await store.appendMessage(
                MessageRecord(conversationId: id, role: .assistant, content: "Half", finishReason: .cancelled)
            )
        }
        task.cancel()
        #expect(try await task.value.content == "Half")
    }
}
