package import Core

/// Quotes that show where an answer stands, and the proof that they stand there.
package enum Evidence {
    /// Whether every line of a quote occurs in a text; runs of blanks count as one.
    ///
    /// An empty quote proves nothing.
    package static func occurs(_ quote: String, in source: String) -> Bool {
        let source = SourceText.normalized(source)
        let lines = quote.split(whereSeparator: \.isNewline).map(SourceText.normalized).filter { !$0.isEmpty }
        return !lines.isEmpty && lines.allSatisfy { source.contains($0) }
    }

    /// Whether the evidence of a row occurs in the blocks that the row names.
    package static func isVerified(_ example: Example, in document: ExtractedDocument) -> Bool {
        guard let quote = example.evidence, let span = example.source,
            let source = SourceText.of(span, in: document)
        else { return false }
        return occurs(quote, in: source)
    }

    /// Finds the shortest passage of blocks that holds a key: a row of a table, a sentence, else a whole block.
    ///
    /// - Parameters:
    ///   - key: The words that make the answer right.
    ///   - answer: The answer; of several passages the one that shares most words with it is taken.
    ///   - blocks: The blocks that state it.
    /// - Returns: The passage in one line, as the source writes it; nil when none holds the key.
    static func quote(of key: String, answer: String, in blocks: some Collection<DocumentBlock>) -> String? {
        let wanted = key.comparedWords
        guard !wanted.isEmpty else { return nil }
        let needle = Korean.isKorean(key) ? wanted.trimmed : wanted
        let all = Set(answer.comparedWords.split(separator: " "))
        let units = [blocks.flatMap(pieces), blocks.map { SourceText.of([$0]) }, [SourceText.of(blocks)]]
        for texts in units {
            let holding = texts.filter { $0.comparedWords.contains(needle) }
            let best = holding.max { share($0, all) < share($1, all) }
            if let best { return SourceText.normalized(best) }
        }
        return nil
    }

    private static func pieces(_ block: DocumentBlock) -> [String] {
        block.kind == .table ? block.rows.map(SourceText.row) : SentenceSplitter.sentences(of: block.text)
    }

    private static func share(_ text: String, _ words: Set<Substring>) -> Int {
        let own = Set(text.comparedWords.split(separator: " ").map(String.init))
        return words.count { own.contains(String($0)) }
    }
}
