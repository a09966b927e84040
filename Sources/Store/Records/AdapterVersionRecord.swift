package import Foundation

/// One trained or imported set of adapter weights.
package struct AdapterVersionRecord: Codable, Sendable, Hashable {
    /// The adapter it is a version of.
    package var adapterName: String
    /// Its number, from 1.
    package var version: Int
    /// The run that made it, while that exists.
    package var runId: String?
    /// The folder with its PEFT files, relative to the data home.
    package var path: String
    /// SHA-256 of the weights file, in hexadecimal.
    package var digest: String
    /// Rank of the matrices.
    package var rank: Int
    /// Scale numerator.
    package var alpha: Double
    /// Size of the weights file.
    package var sizeBytes: Int
    /// Held-out loss of the base.
    package var heldOutLossBefore: Double?
    /// Held-out loss with the adapter.
    package var heldOutLossAfter: Double?
    /// Digest of the dataset version it was trained on.
    package var datasetDigest: String?
    /// Whether it came from a bundle.
    package var imported: Bool
    /// When it was made.
    package var createdAt: Date

    /// Makes a record.
    package init(
        adapterName: String, version: Int, runId: String? = nil, path: String, digest: String, rank: Int,
        alpha: Double, sizeBytes: Int, heldOutLossBefore: Double? = nil, heldOutLossAfter: Double? = nil,
        datasetDigest: String? = nil, imported: Bool, createdAt: Date = .now
    ) {
        self.adapterName = adapterName
        self.version = version
        self.runId = runId
        self.path = path
        self.digest = digest
        self.rank = rank
        self.alpha = alpha
        self.sizeBytes = sizeBytes
        self.heldOutLossBefore = heldOutLossBefore
        self.heldOutLossAfter = heldOutLossAfter
        self.datasetDigest = datasetDigest
        self.imported = imported
        self.createdAt = createdAt
    }
}

extension AdapterVersionRecord: StoredRecord {
    static var tableName: String { "adapterVersion" }
}
