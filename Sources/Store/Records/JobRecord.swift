package import Foundation

/// A piece of queued work.
package struct JobRecord: Codable, Sendable, Hashable {
    /// Identifier.
    package var id: String
    /// What kind of work.
    package var kind: JobKind
    /// Where it is.
    package var state: JobState
    /// The collection, dataset or run it works on.
    package var subjectId: String
    /// What it is called in lists.
    package var title: String
    /// Units done.
    package var done: Int
    /// Units in all; 0 while unknown.
    package var total: Int
    /// How it ended, or what it is doing: one sentence.
    package var message: String?
    /// What the job needs to begin again after a restart, as JSON.
    package var payload: String?
    /// When it was asked for.
    package var createdAt: Date
    /// When it ended.
    package var finishedAt: Date?

    /// Makes a record.
    package init(
        id: String = Identifier.make("job"), kind: JobKind, state: JobState = .queued, subjectId: String,
        title: String, done: Int = 0, total: Int = 0, message: String? = nil, payload: String? = nil,
        createdAt: Date = .now, finishedAt: Date? = nil
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.subjectId = subjectId
        self.title = title
        self.done = done
        self.total = total
        self.message = message
        self.payload = payload
        self.createdAt = createdAt
        self.finishedAt = finishedAt
    }
}

extension JobRecord: StoredRecord {
    static var tableName: String { "job" }
}
