/// How a model did on a set of questions.
package struct EvaluationResult: Codable, Sendable, Hashable {
    /// What was measured, such as the model's name.
    package let label: String
    /// The questions in order with their answers.
    package let items: [EvaluationItem]

    /// Makes a result.
    package init(label: String, items: [EvaluationItem]) {
        self.label = label
        self.items = items
    }

    /// Number of right answers.
    package var rightCount: Int { items.count { $0.isRight } }
    /// Share of right answers, from 0 to 1; 0 without questions.
    package var score: Double { items.isEmpty ? 0 : Double(rightCount) / Double(items.count) }
    /// Where the share lies with 95 % confidence.
    package var interval: WilsonInterval { WilsonInterval(successes: rightCount, trials: items.count) }

    /// A sentence that warns of few questions, or nil.
    package var sampleNote: String? {
        guard items.count < WilsonInterval.smallSample else { return nil }
        let (low, high) = (percent(interval.low), percent(interval.high))
        return
            "\(items.count) questions are a small sample: the true share may be anywhere from \(low) to \(high) %."
    }

    /// One line, such as `tuned: 17 of 20 right (85 %, 95 % interval 64 to 95 %)`.
    package var summary: String {
        "\(label): \(rightCount) of \(items.count) right (\(percent(score)) %, 95 % interval "
            + "\(percent(interval.low)) to \(percent(interval.high)) %)"
    }

    private func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
