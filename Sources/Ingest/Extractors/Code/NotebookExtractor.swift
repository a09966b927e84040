import Core

/// Reads Jupyter notebooks: cells of text as Markdown, cells of code, and what they printed.
enum NotebookExtractor {
    /// Characters of one printed result that are kept.
    private static let longestOutput = 4000

    /// Extracts a notebook.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        let notebook = try JSONExtractor.parse(text, name: name, limits: limits, line: 1)
        var collector = BlockCollector(name: name, limits: limits)
        // Version 3 keeps its cells in worksheets.
        let sheets = notebook["worksheets"]?.elements ?? []
        let cells = notebook["cells"]?.elements ?? sheets.flatMap { $0["cells"]?.elements ?? [] }
        var cut = 0
        for (index, cell) in cells.enumerated() {
            collector.context.page = index + 1
            let source = joined(cell["source"] ?? cell["input"])
            switch cell["cell_type"]?.string {
            case "code":
                collector.add(.code, source)
                for output in cell["outputs"]?.elements ?? [] { add(output, to: &collector, cut: &cut) }
            case "heading":
                collector.add(.heading, source, level: Int(min(max(cell["level"]?.number ?? 1, 1), 9)))
            case "raw": collector.add(.code, source)
            default: MarkdownExtractor.add(source, to: &collector, demotedBy: 0)
            }
        }
        if cut > 0 { collector.note("Long outputs were shortened: \(cut).") }
        let language = notebook["metadata"]?["language_info"]?["name"]?.string
        if let language { collector.note("Its code is written in \(language).") }
        let title =
            notebook["metadata"]?["title"]?.string ?? collector.blocks.first { $0.kind == .heading }?.text
        let author = notebook["metadata"]?["authors"]?.elements?.first?["name"]?.string
        return try collector.finish(title: title, author: author, format: .notebook)
    }

    /// Whether a text begins like a notebook.
    static func matches(_ start: Substring) -> Bool {
        start.first == "{" && start.contains("\"cells\"") && start.contains("\"cell_type\"")
            && (start.contains("\"source\"") || start.contains("\"nbformat\""))
    }

    private static func add(_ output: JSONValue, to collector: inout BlockCollector, cut: inout Int) {
        let text = joined(output["text"] ?? output["data"]?["text/plain"])
        guard output["output_type"]?.string != "error", !text.isEmpty else { return }
        // Results that are only the address of an object say nothing.
        if text.hasPrefix("<"), text.contains(" at 0x") || text.hasPrefix("<Figure") { return }
        if text.count > longestOutput { cut += 1 }
        collector.add(.code, text.prefix(longestOutput))
    }

    /// Text is a string or a list of lines.
    private static func joined(_ value: JSONValue?) -> String {
        value?.string ?? (value?.elements ?? []).compactMap(\.string).joined()
    }
}
