package import Core

/// A document with its structure.
package struct DocumentDetail: Codable, Sendable, Hashable {
    /// The document's outcome; encoded beside ``blocks``, not below a key.
    package var document: DocumentView
    /// The structure in reading order; empty for a file that was not used.
    package var blocks: [DocumentBlock]

    private enum CodingKeys: String, CodingKey { case blocks }

    /// Makes a detail.
    package init(document: DocumentView, blocks: [DocumentBlock]) {
        self.document = document
        self.blocks = blocks
    }

    /// Reads the flat form.
    package init(from decoder: any Decoder) throws {
        document = try DocumentView(from: decoder)
        blocks = try decoder.container(keyedBy: CodingKeys.self).decode([DocumentBlock].self, forKey: .blocks)
    }

    /// Writes the flat form.
    package func encode(to encoder: any Encoder) throws {
        try document.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(blocks, forKey: .blocks)
    }
}
