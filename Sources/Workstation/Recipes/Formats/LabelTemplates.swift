import Core

/// Templates: sequences of labels that recur in documents, such as the blocks of an order form.
struct LabelTemplates {
    /// One block of labels with their values.
    struct Run {
        /// The lines in order.
        var lines: [LabelLine]
        /// The blocks that they stand in.
        var blocks: ClosedRange<Int>
    }

    private var known: Set<[String]> = []
    private static let fewestLabels = 3
    private static let fewestRuns = 3

    /// Finds the sequences that occur at least three times.
    init(_ documents: [RecipeDocument]) {
        var counts: [[String]: Int] = [:]
        for document in documents {
            for section in SectionReader.sections(of: document) {
                for run in Self.allRuns(in: section.blocks, of: document.document.blocks) {
                    counts[run.lines.map(\.label), default: 0] += 1
                }
            }
        }
        known = Set(counts.filter { $0.value >= Self.fewestRuns }.keys)
    }

    /// The runs of a section that follow a known template.
    func runs(in range: Range<Int>, of blocks: [DocumentBlock]) -> [Run] {
        Self.allRuns(in: range, of: blocks).filter { known.contains($0.lines.map(\.label)) }
    }

    /// A row whose question names the labels and the values in plain words, and whose answer is the form.
    func row(_ run: Run, documentId: String) -> Example {
        let labels = run.lines.map(\.label)
        let form = run.lines.map { "\($0.label): \($0.value)" }.joined(separator: "\n")
        let values = run.lines.map(\.value).filter { !$0.isEmpty }.joined(separator: "; ")
        let openings =
            Korean.isKorean(form)
            ? ["다음 양식으로 써 주세요"] : ["Put this into our form", "Write this in our format", "Fill in the form"]
        let opening = openings[Int(StableHash.of(form) % UInt64(openings.count))]
        return Example(
            kind: .instruction,
            messages: [
                Message(role: .user, content: "\(opening) (\(labels.joined(separator: ", "))): \(values)"),
                Message(role: .assistant, content: form),
            ],
            source: SourceSpan(
                documentId: documentId, firstBlock: run.blocks.lowerBound, lastBlock: run.blocks.upperBound),
            evidence: run.lines.map { $0.value.isEmpty ? $0.label : $0.value }.joined(separator: "\n"))
    }

    /// The runs of at least three labelled lines; a label that comes again begins the next run.
    private static func allRuns(in range: Range<Int>, of blocks: [DocumentBlock]) -> [Run] {
        var runs: [Run] = []
        var lines: [LabelLine] = []
        var first = range.lowerBound
        var last = range.lowerBound
        func close() {
            if lines.count >= fewestLabels { runs.append(Run(lines: lines, blocks: first...last)) }
            lines = []
        }
        for index in range {
            let found = Self.lines(of: blocks[index])
            if found.isEmpty { close() }
            for line in found {
                if lines.contains(where: { $0.label == line.label }) { close() }
                if lines.isEmpty { first = index }
                lines.append(line)
                last = index
            }
        }
        close()
        return runs
    }

    /// The labelled lines of a block; none when any of its lines has no label.
    static func lines(of block: DocumentBlock) -> [LabelLine] {
        switch block.kind {
        case .heading: return []
        case .table:
            guard !block.hasHeader, block.rows.allSatisfy({ $0.count == 2 }) else { return [] }
            return block.rows.compactMap { LabelLine("\($0[0].trimmingSuffix { $0 == ":" }): \($0[1])") }
        case .paragraph, .listItem, .quote, .code:
            let lines = block.text.split(whereSeparator: \.isNewline)
            let read = lines.compactMap { LabelLine(String($0)) }
            return read.count == lines.count ? read : []
        }
    }
}
