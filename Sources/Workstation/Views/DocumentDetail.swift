package import Core

/// A document with its structure.
package struct DocumentDetail: Codable, Sendable, Hashable {
    /// The document's outcome; encoded beside ``blocks``, not below a key.
    package var document: DocumentView
    /// The structure in reading order; empty for a file that was not used.
    package var blocks: [DocumentBlock]
    /// The revision that the document is at now; another than the document's own when an earlier one was asked for.
    package var currentRevision: Int

    private enum CodingKeys: String, CodingKey { case blocks, currentRevision }

    /// Makes a detail.
    package init(document: DocumentView, blocks: [DocumentBlock], currentRevision: Int) {
        self.document = document
        self.blocks = blocks
        self.currentRevision = currentRevision
    }

    /// Reads the flat form.
    package init(from decoder: any Decoder) throws {
        document = try DocumentView(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        blocks = try container.decode([DocumentBlock].self, forKey: .blocks)
        currentRevision = try container.decode(Int.self, forKey: .currentRevision)
    }

    /// Writes the flat form.
    package func encode(to encoder: any Encoder) throws {
        try document.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(blocks, forKey: .blocks)
        try container.encode(currentRevision, forKey: .currentRevision)
    }
}
