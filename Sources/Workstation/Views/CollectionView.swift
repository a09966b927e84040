package import Foundation

/// A folder of documents that was dropped in; `documents = used + duplicate + skipped` when no job runs.
package struct CollectionView: Codable, Sendable, Hashable {
    /// The name that requests use.
    package var name: String
    /// Files found.
    package var documents: Int
    /// Files that became documents.
    package var used: Int
    /// Files whose bytes or text another document holds already.
    package var duplicate: Int
    /// Files that were left out, each with its reason.
    package var skipped: Int
    /// Documents that their folder does not hold any more; they are in none of the other counts.
    package var vanished: Int
    /// Characters of text in the used documents.
    package var characters: Int
    /// When it was made.
    package var createdAt: Date
    /// The job that fills it now, if one does.
    package var job: JobView?
    /// The reading that was the last one and failed or was cancelled.
    package var lastFailure: JobView?
}
