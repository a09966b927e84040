import Core
import Foundation
import GRDB

extension LibraryStore {
    /// Adds a conversation without messages.
    package func addConversation(_ conversation: ConversationRecord) async throws {
        try await write { try conversation.insert($0) }
    }

    /// All conversations, the one changed last first.
    package func conversations() async throws -> [ConversationRecord] {
        try await read {
            try ConversationRecord.fetchAll($0, "SELECT * FROM conversation ORDER BY updatedAt DESC, id")
        }
    }

    /// A conversation with its messages in order.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func conversation(
        _ id: String
    ) async throws -> (conversation: ConversationRecord, messages: [MessageRecord]) {
        try await read { db in
            let conversation = try ConversationRecord.require(db, id)
            let messages = try MessageRecord.fetchAll(
                db, "SELECT * FROM message WHERE conversationId = ? ORDER BY position", [id])
            return (conversation, messages)
        }
    }

    /// Changes a conversation's title or model; nil leaves it.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func updateConversation(
        _ id: String, title: String? = nil, model: String? = nil
    ) async throws -> ConversationRecord {
        try await write { db in
            _ = try ConversationRecord.require(db, id)
            try db.execute(
                sql: """
                    UPDATE conversation SET title = COALESCE(?, title), model = COALESCE(?, model), updatedAt = ?
                    WHERE id = ?
                    """,
                arguments: [title, model, StoredDate.now, id])
            return try ConversationRecord.require(db, id)
        }
    }

    /// Adds a message at the end of its conversation, or in the place of its end.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - position: What stands after this place gives way in the same moment; nil keeps everything.
    /// - Returns: The message with its place.
    /// - Throws: ``StoreError`` when there is no such conversation, or when the user said something after `position`, which
    ///   would be lost.
    package func appendMessage(
        _ message: MessageRecord, replacingAfter position: Int? = nil
    ) async throws -> MessageRecord {
        try await write { db in
            _ = try ConversationRecord.require(db, message.conversationId)
            if let position {
                let isAsked = try Bool.fetchOne(
                    db,
                    sql: """
                        SELECT EXISTS (
                            SELECT 1 FROM message WHERE conversationId = ? AND position > ? AND role = ?)
                        """, arguments: [message.conversationId, position, Role.user.rawValue])
                guard isAsked != true else {
                    throw StoreError(
                        .conflict, "conversation_moved_on",
                        "Something else was asked in this conversation meanwhile; load it again.")
                }
                try db.execute(
                    sql: "DELETE FROM message WHERE conversationId = ? AND position > ?",
                    arguments: [message.conversationId, position])
            }
            let last = try Int.fetchOne(
                db, sql: "SELECT MAX(position) FROM message WHERE conversationId = ?",
                arguments: [message.conversationId])
            var message = message
            message.position = (last ?? -1) + 1
            try message.insert(db)
            try db.execute(
                sql: "UPDATE conversation SET updatedAt = ? WHERE id = ?",
                arguments: [StoredDate.text(message.createdAt), message.conversationId])
            return message
        }
    }

    /// Removes a conversation with its messages.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func removeConversation(_ id: String) async throws {
        try await write { db in
            _ = try ConversationRecord.require(db, id)
            try db.execute(sql: "DELETE FROM conversation WHERE id = ?", arguments: [id])
        }
    }
}

extension ConversationRecord {
    static func require(_ db: Database, _ id: String) throws -> ConversationRecord {
        guard let conversation = try fetchOne(db, "SELECT * FROM conversation WHERE id = ?", [id]) else {
            throw StoreError.notFound("conversation", id)
        }
        return conversation
    }
}
