/// What is known of an adapter version before it has a number.
package struct NewAdapterVersion: Codable, Sendable, Hashable {
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
    /// The run that made it; nil for an imported one.
    package var runId: String?

    /// Makes a value.
    package init(
        path: String, digest: String, rank: Int, alpha: Double, sizeBytes: Int,
        heldOutLossBefore: Double? = nil, heldOutLossAfter: Double? = nil, datasetDigest: String? = nil,
        runId: String? = nil
    ) {
        self.path = path
        self.digest = digest
        self.rank = rank
        self.alpha = alpha
        self.sizeBytes = sizeBytes
        self.heldOutLossBefore = heldOutLossBefore
        self.heldOutLossAfter = heldOutLossAfter
        self.datasetDigest = datasetDigest
        self.runId = runId
    }
}
