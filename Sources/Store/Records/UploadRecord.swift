package import Foundation

/// A file that has arrived in staging and waits to be ingested.
package struct UploadRecord: Codable, Sendable, Hashable {
    /// Identifier.
    package var id: String
    /// The collection it is meant for.
    package var collectionName: String
    /// The path it had in the dropped folder, with `/` between parts.
    package var path: String
    /// Size of the file.
    package var sizeBytes: Int
    /// SHA-256 of the file, in hexadecimal.
    package var digest: String
    /// The name of the file in staging; made by the program, never by the sender.
    package var stagedName: String
    /// When it arrived.
    package var createdAt: Date

    /// Makes a record.
    package init(
        id: String = Identifier.make("upload"), collectionName: String, path: String, sizeBytes: Int,
        digest: String, stagedName: String, createdAt: Date = .now
    ) {
        self.id = id
        self.collectionName = collectionName
        self.path = path
        self.sizeBytes = sizeBytes
        self.digest = digest
        self.stagedName = stagedName
        self.createdAt = createdAt
    }
}

extension UploadRecord: StoredRecord {
    static var tableName: String { "upload" }
}
