import Core

/// Reads the rows of a table as inputs with their outputs.
struct TablePairs {
    /// The document, for spans.
    var documentId: String
    /// The columns that the user chose; nil finds them.
    var mapping: ColumnMapping?

    /// Names of columns that belong together, the asking one first.
    static let known: [(String, String)] = [
        ("input", "output"), ("question", "answer"), ("prompt", "completion"), ("prompt", "response"),
        ("instruction", "output"), ("instruction", "response"), ("source", "target"),
        ("original", "translation"),
        ("before", "after"), ("draft", "final"), ("raw", "clean"), ("text", "label"), ("text", "summary"),
        ("request", "reply"), ("user", "assistant"), ("입력", "출력"), ("질문", "답변"), ("원문", "번역"),
        ("질문", "대답"), ("문제", "정답"),
    ]

    /// Adds the pairs of a table and counts what gives none.
    func add(_ table: DocumentBlock, _ block: Int, to collector: inout RowCollector) {
        guard table.rows.count >= 2, let header = table.rows.first, header.count >= 2 else {
            collector.drops.add("table without rows or columns to pair")
            return
        }
        guard let mapping = mapping ?? Self.mapping(header, hasHeader: table.hasHeader) else {
            collector.drops.add("table whose columns are no known pair; choose its columns")
            return
        }
        for cells in table.rows.dropFirst() {
            guard let pair = mapping.apply(header: header, cells: cells) else {
                collector.drops.add("table without the chosen columns")
                return
            }
            guard !pair.question.trimmed.isEmpty, !pair.answer.trimmed.isEmpty else {
                collector.drops.add("table row with an empty cell")
                continue
            }
            var messages = [
                Message(role: .user, content: pair.question), Message(role: .assistant, content: pair.answer),
            ]
            if let system = pair.system, !system.isEmpty {
                messages.insert(Message(role: .system, content: system), at: 0)
            }
            collector.add(
                Example(
                    kind: .instruction, messages: messages,
                    source: SourceSpan(documentId: documentId, firstBlock: block, lastBlock: block),
                    evidence: SourceText.normalized(SourceText.row(cells))))
        }
    }

    private static func mapping(_ header: [String], hasHeader: Bool) -> ColumnMapping? {
        let names = header.map { $0.trimmed.lowercased() }
        for (input, output) in known {
            if let first = names.firstIndex(of: input), let second = names.firstIndex(of: output) {
                return ColumnMapping(inputs: [header[first]], output: header[second])
            }
        }
        guard header.count == 2, hasHeader, Set(names).count == 2, !names.contains("") else { return nil }
        return ColumnMapping(inputs: [header[0]], output: header[1])
    }
}
