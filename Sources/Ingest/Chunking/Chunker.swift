package import Core

/// Cuts a document into chunks of about equal size, at the best places that its structure offers.
///
/// A chunk never crosses a heading of the same or a higher level and never splits a table row. A block that
/// is longer than a chunk is cut between rows, lines or sentences; one that has none of them at spaces.
package struct Chunker: Sendable {
    /// Characters that a chunk should have.
    package let targetCharacters: Int
    /// Characters that a chunk may have, unless one table row or word is longer.
    package let mostCharacters: Int

    /// Makes a chunker.
    ///
    /// - Parameter targetCharacters: Size to aim for, at least 64; a chunk may be half as long again.
    package init(targetCharacters: Int = 1200) {
        self.targetCharacters = max(64, targetCharacters)
        mostCharacters = self.targetCharacters * 3 / 2
    }

    /// Cuts a document.
    ///
    /// - Returns: Chunks in reading order; every block that is not a heading is in exactly one chunk or, when
    ///   it is long, in several neighbours. A heading without text below it is a chunk of its own.
    package func chunks(of document: ExtractedDocument) -> [DocumentChunk] {
        var cutter = Cutter(target: targetCharacters, most: mostCharacters)
        var speaker: String?
        var date: String?
        for (index, block) in document.blocks.enumerated() {
            var block = block
            // Whoever reads a chunk has to know who is speaking.
            if block.kind != .heading, block.speaker != speaker || block.date != date {
                speaker = block.speaker
                date = block.date
                if let speaker, block.kind == .paragraph { block.text = speaker + ": " + block.text }
            }
            if block.kind == .heading {
                cutter.enter(block, index: index)
            } else {
                for piece in pieces(of: block) { cutter.add(piece, index: index, page: block.page) }
            }
        }
        cutter.finish()
        return cutter.chunks
    }

    // MARK: - Pieces of a block

    private func pieces(of block: DocumentBlock) -> [String] {
        switch block.kind {
        case .table: tablePieces(block)
        case .listItem: split("- " + block.text, separators: Self.sentenceEnds)
        case .code:
            packed(
                block.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
                joiner: "\n")
        case .quote, .paragraph, .heading:
            packed(block.text.split(separator: "\n").map(String.init), joiner: "\n").flatMap {
                split($0, separators: Self.sentenceEnds)
            }
        }
    }

    private func tablePieces(_ block: DocumentBlock) -> [String] {
        let lines = block.rows.map { $0.joined(separator: " | ") }
        guard block.hasHeader, let header = lines.first else { return packed(lines, joiner: "\n") }
        let room = max(1, targetCharacters - header.count)
        return packed(Array(lines.dropFirst()), joiner: "\n", target: room).map { header + "\n" + $0 }
    }

    /// Joins neighbouring parts up to the target; a part is never cut here.
    private func packed(_ parts: [String], joiner: String, target: Int? = nil) -> [String] {
        let target = target ?? targetCharacters
        var result: [String] = []
        var current = ""
        var count = 0
        for part in parts {
            let length = part.count
            if count > 0, count + length > target {
                result.append(current)
                current = ""
                count = 0
            }
            current += current.isEmpty && count == 0 ? part : joiner + part
            count += length + joiner.count
        }
        if count > 0 { result.append(current) }
        return result
    }

    private static let sentenceEnds: Set<Character> = [".", "!", "?", "。", "！", "？", "…", ";"]

    /// Cuts a long text behind sentence ends, else at the last space, else hard.
    private func split(_ text: String, separators: Set<Character>) -> [String] {
        guard text.count > mostCharacters else { return [text] }
        var result: [String] = []
        var rest = text[...]
        while rest.count > mostCharacters {
            let window = rest.prefix(targetCharacters)
            var cut = window.endIndex
            if let sentence = window.indices.last(where: { index in
                guard separators.contains(window[index]) else { return false }
                let next = window.index(after: index)
                return next == window.endIndex || window[next].isWhitespace || !window[index].isASCII
            }), window.distance(from: window.startIndex, to: sentence) > targetCharacters / 3 {
                cut = window.index(after: sentence)
            } else if let space = window.lastIndex(where: \.isWhitespace), space > window.startIndex {
                cut = space
            }
            result.append(String(rest[..<cut].trimmed))
            rest = rest[cut...].trimmed
        }
        if !rest.isEmpty { result.append(String(rest)) }
        return result
    }

    // MARK: - Gathering

    private struct Cutter {
        let target: Int
        let most: Int
        var chunks: [DocumentChunk] = []
        /// Open headings with their levels and block indices.
        var path: [(level: Int, text: String, index: Int)] = []
        var parts: [String] = []
        var count = 0
        var first: Int?
        var last = 0
        var page: Int?
        /// A heading that no text has followed yet.
        var bareHeading: (index: Int, page: Int?)?

        mutating func enter(_ heading: DocumentBlock, index: Int) {
            flush()
            if let bare = bareHeading, path.last.map({ $0.level >= heading.level }) == true { emitBare(bare) }
            while let open = path.last, open.level >= heading.level { path.removeLast() }
            path.append((heading.level, heading.text, index))
            bareHeading = (index, heading.page)
        }

        mutating func add(_ piece: String, index: Int, page: Int?) {
            let length = piece.count
            if count > 0, count + length > most || count >= target { flush() }
            if first == nil {
                first = bareHeading?.index ?? index
                self.page = page ?? bareHeading?.page
            }
            bareHeading = nil
            parts.append(piece)
            count += length + 1
            last = index
        }

        mutating func finish() {
            flush()
            if let bare = bareHeading { emitBare(bare) }
        }

        private mutating func flush() {
            guard let first else { return }
            chunks.append(
                DocumentChunk(
                    headings: path.map(\.text), text: parts.joined(separator: "\n"), firstBlock: first,
                    lastBlock: last,
                    page: page))
            parts = []
            count = 0
            self.first = nil
            page = nil
        }

        private mutating func emitBare(_ bare: (index: Int, page: Int?)) {
            chunks.append(
                DocumentChunk(
                    headings: path.dropLast().map(\.text), text: path.last?.text ?? "",
                    firstBlock: bare.index,
                    lastBlock: bare.index, page: bare.page))
            bareHeading = nil
        }
    }
}
