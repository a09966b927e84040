import Core

/// Takes rows that are in another language than the dataset.
struct LanguageFilter: CurationFilter {
    let name = CurationFilterName.language
    /// The dataset's language; nil takes the one that most rows have.
    var language: String?
    /// How sure the detector must be.
    var confidence: Double

    var measure: String {
        let wanted = language.map { "Another language than \($0)" } ?? "Another language than most rows"
        return wanted + ", told with a certainty of at least \(Percent.of(confidence))."
    }

    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding] {
        let guesses = rows.map { row in
            context.detector.language(of: row.learned) ?? context.detector.language(of: row.text)
        }
        var counts: [String: Int] = [:]
        for guess in guesses { if let guess { counts[guess.code, default: 0] += 1 } }
        guard
            let wanted = language
                ?? counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key
        else { return [] }
        return zip(rows, guesses).compactMap { row, guess in
            guard let guess, guess.code != wanted, guess.confidence >= confidence else { return nil }
            return CurationFinding(
                row: row.id, action: .drop, reason: "is in another language (\(guess.code))",
                evidence: ["\(guess.code), \(Percent.of(guess.confidence)) certain", Excerpt.of(row.learned)])
        }
    }
}
