import Core

/// Reads LaTeX: sections, lists, tables, verbatim text, notes; formulas stay as they are written.
enum LaTeXExtractor {
    /// Most bytes of a file: each takes four more while it is read.
    static let mostBytes = 16 << 20

    /// Extracts a document.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        guard text.utf8.count <= mostBytes else {
            throw IngestError(
                .tooLarge, name: name,
                "is LaTeX of more than \(ByteCount.text(mostBytes)); split it into smaller files")
        }
        let source = LaTeXSource(Array(text.utf8))
        var builder = LaTeXBuilder(source: source, collector: BlockCollector(name: name, limits: limits))
        builder.run()
        return try builder.collector.finish(
            title: builder.title, author: builder.author, date: builder.date, format: .latex)
    }

    /// Whether a text is LaTeX without its name saying so.
    static func matches(_ text: Substring) -> Bool {
        let head = text.prefix(4000)
        return head.contains("\\documentclass") && head.contains("{") || head.contains("\\begin{document}")
    }
}
