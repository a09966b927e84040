package import Core
package import Foundation

/// One file of a collection and what became of it.
package struct DocumentRecord: Codable, Sendable, Hashable {
    /// Identifier.
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
    /// When the file was read.
    package var createdAt: Date

    /// Makes a record.
    package init(
        id: String = Identifier.make("doc"), collectionName: String, name: String,
        format: DocumentFormat? = nil, state: DocumentState, reason: String? = nil, title: String? = nil,
        characters: Int = 0, sizeBytes: Int, digest: String?, blocksDigest: String? = nil,
        notes: [String] = [], createdAt: Date = .now
    ) {
        self.id = id
        self.collectionName = collectionName
        self.name = name
        self.format = format
        self.state = state
        self.reason = reason
        self.title = title
        self.characters = characters
        self.sizeBytes = sizeBytes
        self.digest = digest
        self.blocksDigest = blocksDigest
        self.notes = notes
        self.createdAt = createdAt
    }
}

extension DocumentRecord: StoredRecord {
    static var tableName: String { "document" }
}
