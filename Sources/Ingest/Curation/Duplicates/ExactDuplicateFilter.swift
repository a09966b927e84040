import Core

/// Takes rows that repeat an earlier row of the same part word by word, blanks aside.
struct ExactDuplicateFilter: CurationFilter {
    let name = CurationFilterName.exactDuplicates
    let measure = "The same words in the same order; blanks and line breaks do not count."

    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding] {
        var first: [String: Int] = [:]
        var findings: [CurationFinding] = []
        for row in rows {
            let key = Self.key(row)
            if let original = first[key] {
                findings.append(
                    CurationFinding(
                        row: row.id, action: .drop, reason: "repeats another row",
                        evidence: [Excerpt.of(row.text)], related: [original]))
            } else {
                first[key] = row.id
            }
        }
        return findings
    }

    private static func key(_ row: CurationRow) -> String {
        var key = row.split.rawValue
        if let text = row.example.text { return key + "\u{1}" + Excerpt.normalized(text) }
        for message in row.example.messages {
            key += "\u{1}" + message.role.rawValue + "\u{2}" + Excerpt.normalized(message.content)
        }
        return key
    }
}
