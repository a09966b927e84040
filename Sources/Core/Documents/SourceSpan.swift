/// Where an example comes from: a run of blocks in one document.
package struct SourceSpan: Codable, Sendable, Hashable {
    /// The document's identifier in the store.
    package var documentId: String
    /// Index of the first block, from 0.
    package var firstBlock: Int
    /// Index of the last block, inclusive.
    package var lastBlock: Int

    /// Makes a span.
    package init(documentId: String, firstBlock: Int, lastBlock: Int) {
        self.documentId = documentId
        self.firstBlock = firstBlock
        self.lastBlock = lastBlock
    }
}
