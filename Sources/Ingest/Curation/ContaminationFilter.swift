import Core

/// Takes held-out rows whose words are learned from training rows: they would measure memory.
///
/// The measure is the share of a row's word runs that occur in training rows. Recall questions ask for what is
/// learned, so that of them only those count whose question is asked in training word by word.
struct ContaminationFilter: CurationFilter {
    let name = CurationFilterName.contamination
    /// Words in a run.
    var words: Int
    /// Share from which a row is contaminated.
    var share: Double

    var measure: String {
        "At least \(Percent.of(share)) of a held-out row's runs of \(words) words occur in training rows, or its "
            + "question is asked there."
    }

    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding] {
        var learned: [UInt64: Int] = [:]
        var questions: [UInt64: Int] = [:]
        for row in rows where row.split == .train {
            for run in runs(row.text) { learned[run] = learned[run] ?? row.id }
            for message in row.example.messages where message.role == .user {
                let key = Self.whole(message.content)
                questions[key] = questions[key] ?? row.id
            }
        }
        return rows.compactMap { row in
            if row.split == .train { return nil }
            if let prompt = row.example.prompt, let same = questions[Self.whole(prompt)] {
                return CurationFinding(
                    row: row.id, action: .drop, reason: "its question is asked in training",
                    evidence: [Excerpt.of(prompt)], related: [same])
            }
            return row.split == .heldOut ? overlap(row, learned) : nil
        }
    }

    private func overlap(_ row: CurationRow, _ learned: [UInt64: Int]) -> CurationFinding? {
        let own = runs(row.learned)
        let common = own.compactMap { learned[$0] }
        guard !own.isEmpty, Double(common.count) >= share * Double(own.count), !common.isEmpty else {
            return nil
        }
        return CurationFinding(
            row: row.id, action: .drop, reason: "its words are learned from training rows",
            evidence: [
                "\(Percent.of(Double(common.count) / Double(own.count))) of \(own.count) runs",
                Excerpt.of(row.learned),
            ], related: Array(Set(common).sorted().prefix(5)))
    }

    /// The runs of a text; a text that is shorter than one run has none, since short answers are rightly common.
    private func runs(_ text: String) -> [UInt64] {
        let all = WordShingles.words(text)
        return all.count < words ? [] : WordShingles.runs(of: all, count: words)
    }

    private static func whole(_ text: String) -> UInt64 {
        WordShingles.words(text).reduce(UInt64(7)) { StableHash.mix($0 &* 31 ^ $1) }
    }
}
