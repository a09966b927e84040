internal import Core
internal import Foundation

/// `diapason.json` of a bundle: what the adapter is, what it fits, and what it was made from.
struct BundleManifest: Codable, Sendable {
    static let currentFormatVersion = 1
    static let fileName = "diapason.json"

    /// The base model that the adapter fits.
    struct Base: Codable, Sendable {
        var name: String
        var digest: String
        var architecture: String
    }

    /// What the adapter learned from.
    struct Dataset: Codable, Sendable {
        var name: String?
        var version: Int?
        var digest: String?
    }

    /// What was measured.
    struct Metrics: Codable, Sendable {
        var heldOutLossBefore: Double?
        var heldOutLossAfter: Double?
    }

    var formatVersion = Self.currentFormatVersion
    var adapter: String
    var version: Int
    var base: Base
    var dataset: Dataset
    var settings: TrainingSettings?
    var metrics: Metrics
    var program: String
    var createdAt: Date
}
