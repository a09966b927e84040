import Core

/// Decides which candidates become rows: the quote stands in the text and the answer leans on it.
struct CandidateCheck {
    /// The text that the model was given.
    var text: String
    /// Longest answer in characters.
    var longestAnswer: Int
    private static let refusals = [
        "as an ai", "i cannot", "i can't", "the text does not", "not mentioned in", "no information",
        "the passage does not",
    ]

    /// The reason why a candidate is left out; nil when it is good.
    func fault(_ candidate: QuestionCandidate) -> String? {
        let question = SourceText.normalized(candidate.question)
        let answer = SourceText.normalized(candidate.answer)
        if question.count < 8 || answer.isEmpty { return "question or answer is empty" }
        if question.count > 400 { return "question is too long" }
        if answer.count > longestAnswer { return "answer is too long" }
        if KnowledgeBuilder.words(question) == KnowledgeBuilder.words(answer) {
            return "answer repeats the question"
        }
        let lower = " " + question.lowercased()
        if [
            " the text", " the passage", " the document", " the excerpt", " this section",
            " according to the author",
        ]
        .contains(where: lower.contains) {
            return "question points to a text that nobody sees"
        }
        if Self.refusals.contains(where: answer.lowercased().contains) { return "answer is a refusal" }
        let quote = SourceText.normalized(candidate.quote)
        if quote.split(separator: " ").count < 2, quote.count < 6 { return "no quote that shows the answer" }
        guard Evidence.occurs(quote, in: text) else { return "quote does not occur in the source" }
        guard leans(answer, on: quote) else { return "answer has nothing in common with its quote" }
        return nil
    }

    /// Whether the answer shares words that carry meaning with the quote, and all its figures stand in the text.
    private func leans(_ answer: String, on quote: String) -> Bool {
        let known = KnowledgeBuilder.words(text)
        let words = KnowledgeBuilder.words(answer).split(separator: " ")
        let figures = words.filter { $0.contains(where: \.isNumber) }
        guard figures.allSatisfy({ known.contains(" \($0) ") || known.contains($0) }) else { return false }
        let quoted = KnowledgeBuilder.words(quote)
        let isYesNo = ["yes", "no", "네", "아니요", "ja", "nein"].contains(words.first.map(String.init) ?? "")
        if Korean.isKorean(answer) { return words.contains { quoted.contains($0.prefix(2)) } || isYesNo }
        return isYesNo || words.contains { $0.count > 3 && quoted.contains(" \($0.prefix(5))") }
            || words.contains { $0.contains(where: \.isNumber) && quoted.contains($0) }
    }
}
