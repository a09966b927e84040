package import Foundation

/// A piece of queued work, as the fronts show it.
package struct JobView: Codable, Sendable, Hashable {
    /// What the work is.
    package enum Kind: String, Codable, Sendable {
        /// Reading files into a collection.
        case ingest
        /// Building a dataset.
        case dataset
        /// Training an adapter.
        case train
    }

    /// How far the work has come.
    package enum State: String, Codable, Sendable {
        /// Waits for its turn.
        case queued
        /// Is being done.
        case running
        /// Ended as asked.
        case done
        /// Ended with ``JobView/message``.
        case failed
        /// Was cancelled by the user.
        case cancelled
    }

    /// Identifier of the job.
    package var id: String
    /// What the work is.
    package var kind: Kind
    /// How far it has come.
    package var state: State
    /// The collection, dataset or run it works on.
    package var subjectId: String
    /// The subject in plain words.
    package var title: String
    /// Parts done, of ``total``.
    package var done: Int
    /// Parts in all; 0 when that is not known yet.
    package var total: Int
    /// Why it failed, or what it is doing.
    package var message: String?
    /// The message by its code.
    package var phrase: Phrase?
    /// When it was asked for.
    package var createdAt: Date
    /// When it ended.
    package var finishedAt: Date?
}
