package import Foundation

/// A base model in the registry.
package struct ModelView: Codable, Sendable, Hashable {
    /// What a model does with a text.
    package enum Kind: String, Codable, Sendable {
        /// It goes on with it: chats, completions, training.
        case decoder
        /// It makes one vector of it.
        case encoder
    }

    /// The name that requests use.
    package var name: String
    /// What it does with a text.
    package var kind: Kind
    /// The model family, as the file states it.
    package var architecture: String
    /// Number of weights.
    package var parameters: Int
    /// Size of its files in bytes.
    package var sizeBytes: Int
    /// SHA-256 of the file, or of the list of the digests of a folder's files.
    package var digest: String
    /// The format most weights are stored in.
    package var quantization: String
    /// The longest sequence in tokens.
    package var contextLength: Int
    /// When it was imported.
    package var importedAt: Date
}
