package import Foundation

/// One immutable state of a dataset.
package struct DatasetVersionRecord: Codable, Sendable, Hashable {
    /// Identifier.
    package var id: String
    /// The dataset it is a version of.
    package var datasetName: String
    /// Its number, from 1.
    package var version: Int
    /// SHA-256 over the rows in order with their splits, in hexadecimal.
    package var digest: String
    /// The version it was edited from.
    package var parent: Int?
    /// What made this version, in a few words.
    package var note: String
    /// Named figures, in order.
    package var counts: [DatasetCount]
    /// What was left out, by reason.
    package var drops: [DatasetDrop]
    /// Rows that are learned from.
    package var trainCount: Int
    /// Rows that measure generalisation.
    package var heldOutCount: Int
    /// Rows that ask about what was learned in unseen words.
    package var recallCount: Int
    /// The blob that says what filters and people did with the rows; nil for a version from before there were filters.
    package var curationDigest: String?
    /// The blob of the rows before any filter.
    package var rawRowsDigest: String?
    /// When the version was made.
    package var createdAt: Date

    /// Makes a record.
    package init(
        id: String = Identifier.make("version"), datasetName: String, version: Int, digest: String,
        parent: Int? = nil, note: String, counts: [DatasetCount], drops: [DatasetDrop], trainCount: Int,
        heldOutCount: Int, recallCount: Int, curationDigest: String? = nil, rawRowsDigest: String? = nil,
        createdAt: Date = .now
    ) {
        self.id = id
        self.datasetName = datasetName
        self.version = version
        self.digest = digest
        self.parent = parent
        self.note = note
        self.counts = counts
        self.drops = drops
        self.trainCount = trainCount
        self.heldOutCount = heldOutCount
        self.recallCount = recallCount
        self.curationDigest = curationDigest
        self.rawRowsDigest = rawRowsDigest
        self.createdAt = createdAt
    }
}

extension DatasetVersionRecord: StoredRecord {
    static var tableName: String { "datasetVersion" }
}
