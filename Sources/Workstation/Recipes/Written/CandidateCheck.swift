import Core

/// Decides which candidates become rows: the quote stands in the text and the answer leans on it.
struct CandidateCheck {
    /// The text that the model was given.
    var text: String
    /// Longest answer in characters.
    var longestAnswer: Int
    /// The headings over the text, which questions may name too.
    var title = ""
    /// Texts with fewer words cannot go in circles.
    private static let fewestWords = 12
    /// Least share of runs of four words that come once.
    private static let leastNewRuns = 0.75
    /// Words of questions that name nothing.
    private static let askingWords: Set<String> = [
        "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "does", "did", "the", "and",
        "are",
        "was", "were", "this", "that", "these", "those", "they", "them", "there", "its", "work", "name",
        "called",
        "purpose", "difference", "between", "following", "main", "have", "has", "had", "for", "with", "from",
        "about",
        "you", "your", "can", "could", "should", "would", "will", "many", "much", "not", "one", "two",
        "first",
    ]
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
        if question.comparedWords == answer.comparedWords {
            return "answer repeats the question"
        }
        let lower = " " + question.lowercased()
        if [
            " the text", " the passage", " the document", " the excerpt", " this section",
            " according to the author", " this handbook", " this manual", " this guide", " this chapter",
            " this page", " this article", " this file", " described above", " described below",
        ]
        .contains(where: lower.contains) {
            return "question points to a text that nobody sees"
        }
        if !asks(question) { return "question is a statement" }
        if goesInCircles(question) || goesInCircles(answer) { return "question or answer goes in circles" }
        if !namesSomething(question) { return "question does not name what it is about" }
        if Self.refusals.contains(where: answer.lowercased().contains) { return "answer is a refusal" }
        let quote = SourceText.normalized(candidate.quote)
        if quote.split(separator: " ").count < 2, quote.count < 6 { return "no quote that shows the answer" }
        guard Evidence.occurs(quote, in: text) else { return "quote does not occur in the source" }
        guard leans(answer, on: quote) else { return "answer has nothing in common with its quote" }
        if isInvented(answer, to: question) { return "answer says what its source does not" }
        if Self.isEastAsian(question + answer) { return nil }
        let fresh = content(answer).subtracting(content(question))
        if fresh.isEmpty, !isYesNo(answer), figures(answer).isSubset(of: figures(question)) {
            return "answer adds nothing to its question"
        }
        let shown = content(quote).union(content(title))
        if fresh.count(where: shown.contains) * 3 < fresh.count { return "quote does not show the answer" }
        return nil
    }

    /// Whether a question ends with a mark; in the scripts of East Asia its ending may do without.
    private func asks(_ question: String) -> Bool {
        question.contains { "?？؟".contains($0) } || Self.isEastAsian(question)
    }

    /// Whether words come again and again, as they do when a small model loses its way.
    private func goesInCircles(_ text: String) -> Bool {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        guard words.count >= Self.fewestWords else { return false }
        let runs = words.indices.dropLast(3).map { words[$0..<$0 + 4].joined(separator: " ") }
        return Double(Set(runs).count) < Self.leastNewRuns * Double(runs.count)
    }

    /// Whether a question is about the text: at least half of its words that carry meaning stand there.
    private func namesSomething(_ question: String) -> Bool {
        if Self.isEastAsian(question) { return true }
        let known = (text + " " + title).comparedWords
        let words: [Substring] = question.comparedWords.split(separator: " ")
        let telling = words.filter { $0.count > 2 && !Self.askingWords.contains(String($0)) }
        // Half of the words must stand in the text: a question about something else has no answer there.
        let shared = telling.count { known.contains(" \($0.prefix(5))") }
        return shared > 0 && shared * 2 >= telling.count
    }

    /// Whether most words of an answer that carry meaning stand neither in the text nor in the question.
    private func isInvented(_ answer: String, to question: String) -> Bool {
        if Self.isEastAsian(answer) { return false }
        let known = (text + " " + title + " " + question).comparedWords
        let all: [Substring] = answer.comparedWords.split(separator: " ")
        let words = all.filter { $0.count > 3 }
        return words.count { known.contains(" \($0.prefix(5))") } * 2 < words.count
    }

    /// The beginnings of the words that carry meaning.
    private func content(_ text: String) -> Set<String> {
        let words: [Substring] = text.comparedWords.split(separator: " ")
        return Set(
            words.filter { $0.count > 3 && !Self.askingWords.contains(String($0)) }.map {
                String($0.prefix(4))
            })
    }

    private func figures(_ text: String) -> Set<Substring> {
        Set(text.comparedWords.split(separator: " ").filter { $0.contains(where: \.isNumber) })
    }

    private func digits(_ text: String) -> Set<Substring> { Set(text.split { !$0.isNumber }) }

    private func isYesNo(_ answer: String) -> Bool {
        let first = answer.comparedWords.split(separator: " ").first
        return ["yes", "no", "네", "아니요", "ja", "nein"].contains(first.map(String.init) ?? "")
    }

    static func isEastAsian(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            (0x3040...0x9FFF).contains($0.value) || (0xAC00...0xD7A3).contains($0.value)
        }
    }

    /// Whether the answer shares words that carry meaning with the quote, and all its figures stand in the text.
    private func leans(_ answer: String, on quote: String) -> Bool {
        // Whole figures: “5” does not stand in “15 days”, but it does in “5GB”.
        guard digits(answer).isSubset(of: digits(text)) else { return false }
        let words = answer.comparedWords.split(separator: " ")
        let quoted = quote.comparedWords
        let isYesNo = isYesNo(answer)
        if Korean.isKorean(answer) { return words.contains { quoted.contains($0.prefix(2)) } || isYesNo }
        return isYesNo || words.contains { $0.count > 3 && quoted.contains(" \($0.prefix(5))") }
            || words.contains { $0.contains(where: \.isNumber) && quoted.contains($0) }
    }
}
