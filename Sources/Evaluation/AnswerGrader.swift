/// Decides whether an answer states the expected facts.
///
/// A fact is stated when one of its wordings stands in the answer as whole words, whatever the case, punctuation and way
/// of writing numbers. The grader does not understand: an answer that states the right number beside wrong ones passes,
/// which is why questions should ask for one thing.
package struct AnswerGrader: Sendable {
    /// Makes a grader.
    package init() {}

    /// Returns whether all facts are stated.
    package func isRight(_ answer: String, expected: [ExpectedFact]) -> Bool {
        missing(in: answer, expected: expected).isEmpty
    }

    /// Returns the facts that the answer does not state.
    package func missing(in answer: String, expected: [ExpectedFact]) -> [ExpectedFact] {
        let words = NormalizedText(answer)
        return expected.filter { fact in
            !fact.alternatives.contains { words.contains(NormalizedText($0)) }
        }
    }
}
