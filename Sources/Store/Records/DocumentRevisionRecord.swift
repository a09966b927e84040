package import Foundation

/// One state of a document's content: what it was before its file changed, or what it is now.
package struct DocumentRevisionRecord: Codable, Sendable, Hashable {
    /// The document.
    package var documentId: String
    /// Its number, from 1.
    package var revision: Int
    /// The collection the document is or was in.
    package var collectionName: String
    /// The path that it was read under.
    package var name: String
    /// The title that it had.
    package var title: String?
    /// SHA-256 of the file, in hexadecimal.
    package var digest: String
    /// The blob that holds the blocks as JSON; nil when the text was removed with its collection.
    package var blocksDigest: String?
    /// When the file was read.
    package var readAt: Date

    /// The revision that a used document is at; nil for a document that is not used.
    init?(_ document: DocumentRecord) {
        guard document.state == .used, let digest = document.digest else { return nil }
        documentId = document.id
        revision = document.revision
        collectionName = document.collectionName
        name = document.name
        title = document.title
        self.digest = digest
        blocksDigest = document.blocksDigest
        readAt = document.createdAt
    }
}

extension DocumentRevisionRecord: StoredRecord {
    static var tableName: String { "documentRevision" }
}
