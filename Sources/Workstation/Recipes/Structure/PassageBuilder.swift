import Core

/// Cuts sections into passages of a limited length, at block borders where possible.
struct PassageBuilder {
    /// Longest passage in characters, its headings not counted.
    var longest: Int
    /// Whether tables and code become text too.
    var includesTables = true

    /// Returns the passages of a section in order.
    func passages(of section: DocumentSection, blocks: [DocumentBlock]) -> [Passage] {
        var passages: [Passage] = []
        var parts: [String] = []
        var first = section.blocks.lowerBound
        var last = first
        var size = 0
        func close() {
            guard !parts.isEmpty else { return }
            let source = SourceSpan(documentId: section.documentId, firstBlock: first, lastBlock: last)
            passages.append(
                Passage(
                    breadcrumb: section.breadcrumb, topic: section.topic, text: joined(parts, blocks, first),
                    source: source))
            parts = []
            size = 0
        }
        for index in section.blocks {
            let text = Self.text(of: blocks[index], includesTables: includesTables)
            for piece in pieces(text) {
                if size > 0, size + piece.count > longest { close() }
                if parts.isEmpty { first = index }
                parts.append(piece)
                last = index
                size += piece.count + 2
            }
        }
        close()
        return passages
    }

    private func joined(_ parts: [String], _ blocks: [DocumentBlock], _ first: Int) -> String {
        var text = ""
        for part in parts {
            // Items of one list stand on neighbouring lines.
            let isItem = part.hasPrefix("- ") && text.split(separator: "\n").last?.hasPrefix("- ") == true
            text += (text.isEmpty ? "" : isItem ? "\n" : "\n\n") + part
        }
        return text
    }

    /// Cuts a text that is longer than a passage at its sentences, else at words.
    private func pieces(_ text: String) -> [String] {
        guard text.count > longest else { return text.isEmpty ? [] : [text] }
        var pieces: [String] = []
        var piece = ""
        let units = SentenceSplitter.sentences(of: text).flatMap { sentence in
            sentence.count <= longest
                ? [sentence] : sentence.split(whereSeparator: \.isWhitespace).flatMap { hardCut($0) }
        }
        for unit in units {
            if !piece.isEmpty, piece.count + unit.count + 1 > longest {
                pieces.append(piece)
                piece = ""
            }
            piece += (piece.isEmpty ? "" : " ") + unit
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }

    private func hardCut(_ word: Substring) -> [String] {
        var rest = word
        var cuts: [String] = []
        while let end = rest.index(rest.startIndex, offsetBy: longest, limitedBy: rest.endIndex),
            end < rest.endIndex
        {
            cuts.append(String(rest[..<end]))
            rest = rest[end...]
        }
        return cuts + [String(rest)]
    }

    /// The text of a block, as running text shows it.
    static func text(of block: DocumentBlock, includesTables: Bool = true) -> String {
        switch block.kind {
        case .heading, .paragraph, .quote: return block.text.trimmed
        case .listItem: return block.text.trimmed.isEmpty ? "" : "- " + block.text.trimmed
        case .code: return includesTables ? block.text.trimmingSuffix(while: \.isNewline) : ""
        case .table:
            guard includesTables else { return "" }
            return block.rows.map { $0.joined(separator: " | ") }.joined(separator: "\n")
        }
    }
}
