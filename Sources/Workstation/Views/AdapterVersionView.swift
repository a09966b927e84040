package import Foundation

/// One version of an adapter.
package struct AdapterVersionView: Codable, Sendable, Hashable {
    /// Number of the version, from 1.
    package var version: Int
    /// The run that made it; nil for an imported one.
    package var runId: String?
    /// SHA-256 of `adapter_model.safetensors`.
    package var digest: String
    /// Rank of its matrices.
    package var rank: Int
    /// Scale numerator.
    package var alpha: Double
    /// Size of its weights in bytes.
    package var sizeBytes: Int
    /// Held-out loss of the base.
    package var heldOutLossBefore: Double?
    /// Held-out loss with the adapter.
    package var heldOutLossAfter: Double?
    /// Digest of the dataset version it learned from.
    package var datasetDigest: String?
    /// Whether it came from a bundle.
    package var imported: Bool
    /// When it was made.
    package var createdAt: Date
}
