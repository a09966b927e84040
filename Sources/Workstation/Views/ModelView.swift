package import Foundation

/// A base model in the registry.
package struct ModelView: Codable, Sendable, Hashable {
    /// The name that requests use.
    package var name: String
    /// The model family, as the file states it.
    package var architecture: String
    /// Number of weights.
    package var parameters: Int
    /// Size of the file in bytes.
    package var sizeBytes: Int
    /// SHA-256 of the file.
    package var digest: String
    /// The format most weights are stored in.
    package var quantization: String
    /// The longest sequence in tokens.
    package var contextLength: Int
    /// When it was imported.
    package var importedAt: Date
}
