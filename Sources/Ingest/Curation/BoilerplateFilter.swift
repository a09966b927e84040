import Core

/// Takes passages that several documents repeat, such as notices, footers and signatures of a firm.
///
/// A passage is a paragraph. It is cut out of a text row that holds more; a row that is nothing else, or whose
/// answer is such a passage, is dropped. Rows without a document are left alone.
struct BoilerplateFilter: CurationFilter {
    let name = CurationFilterName.boilerplate
    /// Fewest documents.
    var documents: Int
    /// Fewest words.
    var words: Int

    var measure: String {
        "The same paragraph of at least \(words) words stands in at least \(documents) documents."
    }

    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding] {
        let counts = documentCounts(rows)
        guard !counts.isEmpty else { return [] }
        return rows.compactMap { row in
            guard row.example.source != nil else { return nil }
            var evidence: [String] = []
            var kept: [Substring] = []
            for paragraph in Self.paragraphs(row.learned) {
                if let count = key(paragraph).flatMap({ counts[$0] }) {
                    evidence.append("in \(count) documents: " + Excerpt.of(paragraph))
                } else {
                    kept.append(paragraph)
                }
            }
            guard !evidence.isEmpty else { return nil }
            if row.example.text != nil, kept.contains(where: { key($0) != nil }) {
                var example = row.example
                example.text = kept.joined(separator: "\n\n")
                return CurationFinding(
                    row: row.id, action: .change, reason: "passage that many documents repeat, cut out",
                    evidence: evidence, replacement: example)
            }
            guard row.example.text != nil || kept.isEmpty else { return nil }
            return CurationFinding(
                row: row.id, action: .drop, reason: "nothing but a passage that many documents repeat",
                evidence: evidence)
        }
    }

    /// In how many documents each passage stands, for those that stand in enough.
    private func documentCounts(_ rows: [CurationRow]) -> [UInt64: Int] {
        var found: [UInt64: Set<String>] = [:]
        for row in rows {
            guard let source = row.example.source else { continue }
            for paragraph in Self.paragraphs(row.learned) {
                guard let key = key(paragraph) else { continue }
                found[key, default: []].insert(source.documentId)
            }
        }
        return found.mapValues(\.count).filter { $0.value >= documents }
    }

    private func key(_ paragraph: Substring) -> UInt64? {
        let hashes = WordShingles.words(String(paragraph))
        guard hashes.count >= words else { return nil }
        return hashes.reduce(UInt64(hashes.count)) { StableHash.mix($0 &* 31 ^ $1) }
    }

    private static func paragraphs(_ text: String) -> [Substring] {
        var paragraphs: [Substring] = []
        var start = text.startIndex
        while let found = text[start...].firstRange(of: "\n\n") {
            if start < found.lowerBound { paragraphs.append(text[start..<found.lowerBound]) }
            start = found.upperBound
        }
        if start < text.endIndex { paragraphs.append(text[start...]) }
        return paragraphs
    }
}
