import Core

/// Reads GNU Info, the manuals that `info` shows: headings, paragraphs, lists, examples.
///
/// What only leads from node to node is left out: the lines that name a node's neighbours, menus and indices, and tables of
/// where nodes begin.
enum InfoExtractor {
    /// What separates nodes, on a line of its own.
    private static let separator: UInt8 = 0x1F

    /// Extracts a document.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let lines = InfoLines(
            text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isLineBreak))
        return try PlainTextExtractor.extract(
            lines.text, conventions: .info, name: name, limits: limits, format: .info)
    }

    /// Whether a text is Info: a separator, and behind it the name of a node or of a table.
    static func matches(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let place = bytes.firstIndex(of: separator) else { return false }
        let next = bytes[place...].dropFirst().drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x0C }.prefix(200)
        let line = Substring(next).prefix { !$0.isNewline }
        return InfoLines.isNode(line) || line == "Indirect:" || line == "Tag Table:"
    }
}
