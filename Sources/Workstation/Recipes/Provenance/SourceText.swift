package import Core

/// The words of blocks as one text, in which evidence is looked up.
package enum SourceText {
    /// Returns the text of blocks, a line each; the cells of a table stand between bars.
    package static func of(_ blocks: some Sequence<DocumentBlock>) -> String {
        blocks.map(line).joined(separator: "\n")
    }

    /// Returns the text of the blocks of a span; nil when the document has no such blocks.
    package static func of(_ span: SourceSpan, in document: ExtractedDocument) -> String? {
        let count = document.blocks.count
        guard span.firstBlock >= 0, span.firstBlock <= span.lastBlock, span.lastBlock < count else {
            return nil
        }
        return of(document.blocks[span.firstBlock...span.lastBlock])
    }

    /// The text with every run of blanks as one and none at its ends.
    package static func normalized(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// One row of a table as a text.
    static func row(_ cells: [String]) -> String { cells.joined(separator: " | ") }

    private static func line(_ block: DocumentBlock) -> String {
        block.kind == .table ? block.rows.map(row).joined(separator: "\n") : block.text
    }
}
