package import Foundation

/// What became of one file of a collection.
package struct DocumentView: Codable, Sendable, Hashable {
    /// The outcomes.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// It became a document.
        case used
        /// Another document of the collection holds the same.
        case duplicate
        /// It was left out; ``DocumentView/reason`` says why.
        case skipped
    }

    /// Identifier of the document.
    package var id: String
    /// Name of its collection.
    package var collection: String
    /// Path relative to what was dropped, archive members after the archive's name.
    package var name: String
    /// The recognised format.
    package var format: String?
    /// What became of it.
    package var state: State
    /// Why it was left out, or which document it repeats.
    package var reason: String?
    /// The kind of reason as a stable word, such as `encrypted`; nil for a file that an earlier program skipped.
    package var reasonCode: String?
    /// The document's own title.
    package var title: String?
    /// Characters of text.
    package var characters: Int
    /// Size of the file in bytes.
    package var sizeBytes: Int
    /// SHA-256 of the file's bytes.
    package var digest: String
    /// Who wrote it, when the document says so.
    package var author: String?
    /// When it was written, in ISO 8601, when the document says so.
    package var writtenAt: String?
    /// The language of its prose as a BCP 47 tag.
    package var language: String?
    /// When its folder was read again without it; nil while it is there.
    package var vanishedAt: Date?
    /// Number of its content, from 1: it grows when the file is read again and holds something else.
    package var revision: Int
    /// What was repaired or left out on the way, one sentence each.
    package var notes: [String]
    /// Those of the notes that are known, so that a page can say them in another language.
    package var notePhrases: [Phrase]
    /// When it was read.
    package var createdAt: Date
}
