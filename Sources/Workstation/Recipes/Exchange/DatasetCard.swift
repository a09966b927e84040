package import Core
package import Ingest

/// The page that describes a dataset version, written from its figures alone.
package struct DatasetCard: Sendable {
    /// The dataset's name.
    package var name: String
    /// The version's number.
    package var version: Int
    /// What it was made of and how, in a sentence.
    package var origin: String
    /// All rows with the part each belongs to.
    package var rows: [(example: Example, split: DatasetSplit)]
    /// What the recipe left out.
    package var drops: [RecipeDrop]
    /// What the filters did.
    package var reports: [CurationReport]

    /// Makes a card.
    package init(
        name: String, version: Int, origin: String, rows: [(example: Example, split: DatasetSplit)],
        drops: [RecipeDrop] = [], reports: [CurationReport] = []
    ) {
        self.name = name
        self.version = version
        self.origin = origin
        self.rows = rows
        self.drops = drops
        self.reports = reports
    }

    /// The card as Markdown.
    package var markdown: String {
        var lines = ["# \(Self.inline(name)), version \(version)", "", Self.inline(origin), ""]
        lines +=
            ["## Rows", ""] + Self.table(["Part", "Rows", "Documents", "Characters learned"], splits) + [""]
        lines += ["## Kinds", ""] + Self.table(["Kind", "Rows"], kinds) + [""]
        lines += ["## Lengths", "", lengths, ""]
        lines += ["## Provenance", "", provenance, ""]
        if !drops.isEmpty {
            lines += ["## Left out by the recipe", ""]
            lines += Self.table(["Reason", "Count"], drops.map { [$0.reason, String($0.count)] }) + [""]
        }
        if !reports.isEmpty {
            lines +=
                ["## Filters", ""]
                + Self.table(["Filter", "Measure", "Seen", "Taken", "Changed", "Put back"], filters)
            lines += [""]
        }
        lines += [
            "## Use", "",
            "Rows come from the owner's own documents and keep the rights of those documents. Held-out and recall rows "
                + "are never learned; a model that was trained on them cannot be measured with them.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private var splits: [[String]] {
        DatasetSplit.allCases.compactMap { split in
            let part = rows.filter { $0.split == split }
            guard !part.isEmpty else { return nil }
            let documents = Set(part.compactMap(\.example.source?.documentId)).count
            let characters = part.reduce(0) { $0 + Self.learned($1.example) }
            return [split.rawValue, String(part.count), String(documents), String(characters)]
        }
    }

    private var kinds: [[String]] {
        Example.Kind.allCases.compactMap { kind in
            let count = rows.count { $0.example.kind == kind }
            return count == 0 ? nil : [kind.rawValue, String(count)]
        }
    }

    private var lengths: String {
        let sorted = rows.map { Self.learned($0.example) }.sorted()
        guard let shortest = sorted.first, let longest = sorted.last else { return "There are no rows." }
        func at(_ share: Double) -> Int { sorted[Int(share * Double(sorted.count - 1))] }
        return
            "Characters that are learned from a row: \(shortest) at least, \(at(0.5)) in the middle, \(at(0.95)) in "
            + "nineteen of twenty, \(longest) at most."
    }

    private var provenance: String {
        let sourced = rows.count { $0.example.source != nil }
        let shown = rows.count { $0.example.evidence != nil }
        return
            "\(sourced) of \(rows.count) rows name their document and place; \(shown) carry the words that show the "
            + "answer, which were looked up in the document."
    }

    private var filters: [[String]] {
        reports.map { report in
            [
                report.filter.rawValue, report.measure, String(report.examined), String(report.droppedCount),
                String(report.changedCount), String(report.restored.count),
            ]
        }
    }

    private static func learned(_ example: Example) -> Int {
        example.text?.count
            ?? example.messages.filter { $0.role == .assistant }.reduce(0) { $0 + $1.content.count }
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> [String] {
        ([header, header.map { _ in "---" }] + rows).map { cells in
            "| " + cells.map(inline).joined(separator: " | ") + " |"
        }
    }

    /// Text that stays text in a line of Markdown.
    private static func inline(_ text: String) -> String {
        var result = ""
        for character in text {
            if character.isNewline {
                result += " "
            } else {
                if "\\`*_[]<>#|".contains(character) { result += "\\" }
                result.append(character)
            }
        }
        return result
    }
}
