/// Measures of how close an answer is to a reference.
package enum AnswerMetrics {
    /// Returns whether an answer and a reference have the same words.
    package static func isExactMatch(_ answer: String, _ reference: String) -> Bool {
        contentWords(answer) == contentWords(reference)
    }

    /// Returns the harmonic mean of precision and recall over words, from 0 to 1, articles left out.
    package static func tokenF1(_ answer: String, _ reference: String) -> Double {
        let (given, wanted) = (contentWords(answer), contentWords(reference))
        guard !given.isEmpty, !wanted.isEmpty else { return given == wanted ? 1 : 0 }
        var left: [String: Int] = [:]
        for word in wanted { left[word, default: 0] += 1 }
        var shared = 0
        for word in given {
            if let count = left[word], count > 0 {
                left[word] = count - 1
                shared += 1
            }
        }
        return 2 * Double(shared) / Double(given.count + wanted.count)
    }

    /// Returns the best ``tokenF1(_:_:)`` over several references.
    package static func tokenF1(_ answer: String, references: [String]) -> Double {
        references.map { tokenF1(answer, $0) }.max() ?? 0
    }

    private static func contentWords(_ text: String) -> [String] {
        NormalizedText(text).words.filter { !["a", "an", "the"].contains($0) }
    }
}
