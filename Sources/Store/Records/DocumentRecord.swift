package import Core
package import Foundation

/// One file of a collection and what became of it.
package struct DocumentRecord: Codable, Sendable, Hashable {
    /// Identifier; it stays when the file changes in its place.
    package var id: String
    /// The collection it is in.
    package var collectionName: String
    /// The path inside the collection, with `/` between parts.
    package var name: String
    /// The recognised format; nil when nothing could be recognised.
    package var format: DocumentFormat?
    /// What became of it.
    package var state: DocumentState
    /// Why it is not used: one sentence; nil when it is used.
    package var reason: String?
    /// The kind of reason as a stable word; nil when it is used, and for a file that an earlier program skipped.
    package var reasonCode: String?
    /// The document's own title.
    package var title: String?
    /// Characters of extracted text.
    package var characters: Int
    /// Size of the file.
    package var sizeBytes: Int
    /// SHA-256 of the file, in hexadecimal; nil when the file could not be read.
    package var digest: String?
    /// The blob that holds the blocks as JSON; nil when the document is not used.
    package var blocksDigest: String?
    /// What was left out or repaired, one sentence each.
    package var notes: [String]
    /// Who wrote it, when the document says so.
    package var author: String?
    /// When it was written, in ISO 8601, when the document says so.
    package var writtenAt: String?
    /// The language of its prose as a BCP 47 tag, when there is one.
    package var language: String?
    /// The version of the readers that read it; a file that these have read without change is not read again.
    package var reader: String?
    /// When its folder was read again and did not hold it any more; nil while it is there.
    package var vanishedAt: Date?
    /// Number of its content, from 1: it grows when the file is read again and holds something else.
    package var revision: Int
    /// When the file was read.
    package var createdAt: Date

    /// Makes a record.
    package init(
        id: String = Identifier.make("doc"), collectionName: String, name: String,
        format: DocumentFormat? = nil, state: DocumentState, reason: String? = nil,
        reasonCode: String? = nil, title: String? = nil,
        characters: Int = 0, sizeBytes: Int, digest: String?, blocksDigest: String? = nil,
        notes: [String] = [], author: String? = nil, writtenAt: String? = nil, language: String? = nil,
        reader: String? = nil, vanishedAt: Date? = nil, revision: Int = 1, createdAt: Date = .now
    ) {
        self.id = id
        self.collectionName = collectionName
        self.name = name
        self.format = format
        self.state = state
        self.reason = reason
        self.reasonCode = reasonCode
        self.title = title
        self.characters = characters
        self.sizeBytes = sizeBytes
        self.digest = digest
        self.blocksDigest = blocksDigest
        self.notes = notes
        self.author = author
        self.writtenAt = writtenAt
        self.language = language
        self.reader = reader
        self.vanishedAt = vanishedAt
        self.revision = revision
        self.createdAt = createdAt
    }

    /// The record of another file with the same bytes; recorded beside this one, it becomes its duplicate.
    package func copied(as name: String) -> DocumentRecord {
        DocumentRecord(
            collectionName: collectionName, name: name, format: format, state: state, title: title,
            characters: characters, sizeBytes: sizeBytes, digest: digest, blocksDigest: blocksDigest,
            notes: notes, author: author, writtenAt: writtenAt, language: language, reader: reader)
    }
}

extension DocumentRecord: StoredRecord {
    static var tableName: String { "document" }
}
