package import Foundation

/// A base model in the library.
package struct ModelRecord: Codable, Sendable, Hashable {
    /// The name, unique, following `NameRule`.
    package var name: String
    /// What it does with a text.
    package var kind: ModelKind
    /// The family, such as `llama`.
    package var architecture: String
    /// Number of weights.
    package var parameters: Int
    /// Size of its files.
    package var sizeBytes: Int
    /// SHA-256 in hexadecimal: of the one file, or of the lines `DIGEST  NAME` of a folder's files by name.
    package var digest: String
    /// The format of most weights, such as `Q4_1`.
    package var quantization: String
    /// The most tokens the model was trained to see at once.
    package var contextLength: Int
    /// The one file or the folder, relative to the data home.
    package var path: String
    /// When the model was imported.
    package var importedAt: Date

    /// Makes a record.
    package init(
        name: String, kind: ModelKind = .decoder, architecture: String, parameters: Int, sizeBytes: Int,
        digest: String,
        quantization: String, contextLength: Int, path: String, importedAt: Date = .now
    ) {
        self.name = name
        self.kind = kind
        self.architecture = architecture
        self.parameters = parameters
        self.sizeBytes = sizeBytes
        self.digest = digest
        self.quantization = quantization
        self.contextLength = contextLength
        self.path = path
        self.importedAt = importedAt
    }
}

extension ModelRecord: StoredRecord {
    static var tableName: String { "model" }
}
