/// A part of a document that can stand alone: what retrieval finds and citations point to.
package struct DocumentChunk: Codable, Sendable, Hashable {
    /// The headings that it lies under, outermost first.
    package var headings: [String]
    /// The text; tables as lines of `cell | cell`, the header repeated in every chunk of a cut table.
    package var text: String
    /// Index of the first block, from 0.
    package var firstBlock: Int
    /// Index of the last block, inclusive.
    package var lastBlock: Int
    /// Page on which it begins, in formats that have pages.
    package var page: Int?

    /// Makes a chunk.
    package init(headings: [String], text: String, firstBlock: Int, lastBlock: Int, page: Int? = nil) {
        self.headings = headings
        self.text = text
        self.firstBlock = firstBlock
        self.lastBlock = lastBlock
        self.page = page
    }
}
