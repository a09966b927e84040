import Core

/// Tells text-like formats apart by what the text looks like.
struct TextSniffer {
    /// The start of the text.
    let text: String
    /// Whether ``text`` is all of it.
    let isWhole: Bool
    /// The name's extension in lower case, for ties.
    let suffix: String

    /// What the text is.
    var content: DetectedContent {
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard !start.isEmpty else { return .document(.text) }
        if let markup { return markup }
        if let named = Self.markupSuffixes[suffix] { return .document(named) }
        if InfoExtractor.matches(text) { return .document(.info) }
        if SubtitleExtractor.matches(start) { return .document(.subtitles) }
        if NotebookExtractor.matches(start) { return .document(.notebook) }
        if ChatTextExtractor.matches(text) { return .document(.chat) }
        if let json = json(start) {
            return .document(json == .json && ChatJSONExtractor.matches(start) ? .chat : json)
        }
        if LaTeXExtractor.matches(start) { return .document(.latex) }
        if start.hasPrefix("#!") || Self.codeSuffixes.contains(suffix) { return .document(.code) }
        let isNamedTable = ["csv", "tsv", "tab"].contains(suffix)
        if suffix != "md" && suffix != "markdown", looksLikeTable(strictly: !isNamedTable) {
            return .document(.csv)
        }
        if Self.markdownSuffixes.contains(suffix) { return .document(.markdown) }
        return .document(suffix != "text" && looksLikeMarkdown ? .markdown : .text)
    }

    // MARK: - HTML and XML

    private var markup: DetectedContent? {
        var rest = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard rest.first == "<" else { return nil }
        // An XML declaration, comments and processing instructions may come first.
        var isXML = false
        for _ in 0..<20 {
            if rest.hasPrefix("<?") {
                isXML = isXML || rest.hasPrefix("<?xml")
                guard let end = rest.firstRange(of: ">") else { break }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("<!--") {
                guard let end = rest.firstRange(of: "-->") else { break }
                rest = rest[end.upperBound...]
            } else {
                break
            }
            rest = rest.drop { $0.isWhitespace }
        }
        let head = rest.prefix(200).lowercased()
        if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") { return .document(.html) }
        if head.hasPrefix("<fictionbook") { return .document(.fb2) }
        if head.hasPrefix("<svg") || head.hasPrefix("<!doctype svg") {
            return .other(what: "a drawing", remedy: "leave it out")
        }
        let name = head.dropFirst().prefix { $0.isLetter || $0.isNumber }
        if Self.htmlElements.contains(String(name)) { return .document(.html) }
        if isXML || head.hasPrefix("<!doctype") || ["xml", "xsl", "rss"].contains(suffix) {
            return .document(.xml)
        }
        return nil
    }

    private static let htmlElements: Set<String> = [
        "head", "body", "title", "meta", "link", "script", "style", "div", "p", "h1", "h2", "h3", "h4",
        "table", "ul",
        "ol", "section", "article", "main", "header", "nav", "center", "font", "span", "blockquote", "pre",
        "dl",
    ]

    // MARK: - JSON

    private func json(_ start: Substring) -> DocumentFormat? {
        guard start.first == "{" || start.first == "[" else { return nil }
        let lines = text.split(whereSeparator: TextCleaner.isRecordEnd).lazy.map {
            $0.drop { $0.isWhitespace }
        }.filter {
            !$0.isEmpty
        }
        let firstLines = Array(lines.prefix(3))
        let areValues = firstLines.allSatisfy { line in
            (line.first == "{" || line.first == "[") && JSONReader.isValue(line, mayBeCut: false)
        }
        if areValues, firstLines.count > 1 || (suffix == "jsonl" || suffix == "ndjson") { return .jsonl }
        if suffix == "jsonl" || suffix == "ndjson" { return .jsonl }
        if suffix == "json" || JSONReader.isValue(start, mayBeCut: !isWhole) { return .json }
        return nil
    }

    // MARK: - Tables

    private func looksLikeTable(strictly: Bool) -> Bool {
        guard let delimiter = DelimitedText.delimiter(of: text) else { return false }
        guard strictly else { return true }
        // Prose has commas too: a table without the name must agree in every record.
        var records = DelimitedText.records(text, delimiter: delimiter, limit: 50)
        if !isWhole, records.count > 1 { records.removeLast() }
        guard records.count >= 3, let width = records.first?.count, width >= 3 else { return false }
        let cells = records.joined()
        let long = cells.count { $0.count > 60 }
        return records.allSatisfy { $0.count == width } && long * 10 < cells.count
    }

    // MARK: - Markdown

    private var looksLikeMarkdown: Bool {
        var headings = 0
        var fences = 0
        var marks = 0
        var items = 0
        for raw in text.split(whereSeparator: \.isNewline).prefix(2000) {
            let line = raw.drop { $0 == " " }
            let hashes = line.prefix { $0 == "#" }.count
            if (1...6).contains(hashes), line.dropFirst(hashes).first == " " { headings += 1 }
            if line.hasPrefix("```") || line.hasPrefix("~~~") { fences += 1 }
            if line.hasPrefix("|"), line.dropFirst().allSatisfy({ "|-: ".contains($0) }), line.contains("-") {
                marks += 2
            }
            if line.contains("](") || line.contains("**") { marks += 1 }
            if line.hasPrefix("- ") || line.hasPrefix("* ") { items += 1 }
        }
        // Headings alone may be the comments of a settings file, lists alone are plain text too.
        let others = fences + marks + min(items, 2)
        return (headings > 0 && others > 0 && headings + others >= 3) || (fences >= 2 && marks > 0)
            || marks >= 6
    }

    // MARK: - Names

    /// Whether an extension, in lower case, names a markup that is plain text to the eye.
    static func isMarkup(_ suffix: String) -> Bool {
        markupSuffixes[suffix] != nil || markdownSuffixes.contains(suffix)
    }

    private static let markdownSuffixes: Set<String> = ["md", "markdown", "mdown", "mkd"]

    /// Formats that are plain text to the eye: the name decides.
    private static let markupSuffixes: [String: DocumentFormat] = [
        "tex": .latex, "latex": .latex, "ltx": .latex, "rst": .restructuredText, "rest": .restructuredText,
        "adoc": .asciidoc, "asciidoc": .asciidoc, "asc": .asciidoc, "ipynb": .notebook, "srt": .subtitles,
        "vtt": .subtitles,
    ]

    private static let codeSuffixes: Set<String> = [
        "c", "h", "cc", "cpp", "hpp", "cs", "go", "java", "js", "mjs", "ts", "tsx", "jsx", "kt", "lua", "m",
        "php", "pl",
        "pm", "py", "r", "rb", "rs", "scala", "sh", "bash", "zsh", "sql", "swift", "vim", "el", "lisp", "hs",
        "ml", "css",
        "scss", "toml", "yaml", "yml", "ini", "cfg", "conf", "cmake", "mk", "diff", "patch", "bib",
        "service", "jl", "dart", "ex", "exs", "erl", "fs", "vb", "ps1", "groovy", "clj", "f90", "zig", "nim",
    ]
}
