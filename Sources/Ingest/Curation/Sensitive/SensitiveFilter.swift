import Core

/// Masks, drops or names personal data, or secrets, in rows.
struct SensitiveFilter: CurationFilter {
    /// ``CurationFilterName/personalData`` or ``CurationFilterName/secrets``.
    let name: CurationFilterName
    /// What is done with each kind.
    var actions: SensitiveActions

    private var kinds: [SensitiveKind] {
        SensitiveKind.allCases.filter { $0.isSecret == (name == .secrets) }
    }

    var measure: String {
        let words = kinds.map { "\($0.words): \(actions[$0].rawValue)" }
        return words.joined(separator: "; ") + "."
    }

    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding] {
        let scanner = SensitiveScanner(kinds: Set(kinds))
        var books: [String: Placeholders] = [:]
        var findings: [CurationFinding] = []
        for row in rows {
            let texts = Self.texts(row.example)
            let matches = texts.map { scanner.matches(in: $0) }
            let all = matches.flatMap(\.self)
            guard !all.isEmpty else { continue }
            let evidence = all.map { "\($0.kind.words) \($0.shortened)" }
            if let drop = all.first(where: { actions[$0.kind] == .drop }) {
                findings.append(
                    CurationFinding(
                        row: row.id, action: .drop, reason: "holds a \(drop.kind.words)", evidence: evidence))
                continue
            }
            let masked = all.filter { actions[$0.kind] == .mask }
            guard let first = masked.first else {
                findings.append(
                    CurationFinding(
                        row: row.id, action: .keep, reason: "names \(Self.list(all))", evidence: evidence))
                continue
            }
            let document = row.example.source?.documentId ?? "\u{0}\(row.id)"
            var book = books[document] ?? Placeholders()
            let changed = zip(texts, matches).map { text, found in
                book.masked(text, found.filter { actions[$0.kind] == .mask })
            }
            books[document] = book
            findings.append(
                CurationFinding(
                    row: row.id, action: .change,
                    reason:
                        "\(Set(masked.map(\.kind)).count > 1 ? Self.list(masked) : first.kind.words) masked",
                    evidence: evidence, replacement: Self.example(row.example, changed)))
        }
        return findings
    }

    /// The kinds of matches in words, each once.
    private static func list(_ matches: [SensitiveMatch]) -> String {
        let found = Set(matches.map(\.kind))
        return SensitiveKind.allCases.filter(found.contains).map(\.words).joined(separator: ", ")
    }

    private static func texts(_ example: Example) -> [String] {
        (example.text.map { [$0] } ?? []) + example.messages.map(\.content)
            + (example.evidence.map { [$0] } ?? [])
    }

    private static func example(_ example: Example, _ texts: [String]) -> Example {
        var example = example
        var index = 0
        func next() -> String {
            index += 1
            return texts[index - 1]
        }
        if example.text != nil { example.text = next() }
        for position in example.messages.indices { example.messages[position].content = next() }
        if example.evidence != nil { example.evidence = next() }
        return example
    }
}
