import Core

/// Reads pairs that stand under each other: "Input: …" and then "Output: …".
struct LabelledPairs {
    /// The document, for spans.
    var documentId: String

    /// Adds the pairs of a section; text behind a label goes on until the next label or heading.
    func add(_ range: Range<Int>, of blocks: [DocumentBlock], to collector: inout RowCollector) {
        var open: (label: String, text: String, block: Int)?
        var answer: (text: String, last: Int)?
        func close() {
            if let open, let answer, !open.text.isEmpty, !answer.text.isEmpty {
                collector.add(
                    Example(
                        kind: .instruction,
                        messages: [
                            Message(role: .user, content: open.text),
                            Message(role: .assistant, content: answer.text),
                        ],
                        source: SourceSpan(
                            documentId: documentId, firstBlock: open.block, lastBlock: answer.last),
                        evidence: answer.text))
            }
        }
        for index in range {
            let block = blocks[index]
            guard block.kind != .table, block.kind != .heading else {
                close()
                (open, answer) = (nil, nil)
                continue
            }
            let labelled = LabelLine(block.text)
            let label = labelled?.label.lowercased() ?? ""
            if let labelled, TablePairs.known.contains(where: { $0.0 == label }) {
                close()
                (open, answer) = ((label, labelled.value, index), nil)
            } else if let labelled, let asked = open,
                TablePairs.known.contains(where: { $0 == (asked.label, label) })
            {
                answer = (labelled.value, index)
            } else if let found = answer {
                answer = (found.text.isEmpty ? block.text : found.text + "\n\n" + block.text, index)
            } else if let asked = open {
                open = (
                    asked.label, asked.text.isEmpty ? block.text : asked.text + "\n\n" + block.text,
                    asked.block
                )
            }
        }
        close()
    }
}
