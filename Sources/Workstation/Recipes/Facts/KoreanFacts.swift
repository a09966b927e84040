import Core

/// Reads facts from plain Korean sentences, such as "보험료는 악기 값의 3퍼센트입니다".
struct KoreanFacts {
    /// Where the sentences stand.
    var context: FactContext

    /// Returns the facts of a paragraph: a short topic with 은 or 는, and a predicate.
    func facts(in text: String, block: Int) -> [Fact] {
        SentenceSplitter.sentences(of: text).compactMap { sentence in
            let words = English.unstopped(sentence).split(separator: " ")
            guard sentence.count <= 90, English.unstopped(sentence).hasSuffix("입니다"), words.count >= 3,
                let at = words.prefix(3).firstIndex(where: { $0.hasSuffix("은") || $0.hasSuffix("는") }),
                words[at].count >= 2
            else { return nil }
            let subject = (words[..<at] + [words[at].dropLast()]).joined(separator: " ")
            let value = words[(at + 1)...].joined(separator: " ")
            let wording = KoreanWording(subject: subject, value: value)
            return context.fact(
                .statement, key: value, answer: sentence, questions: wording.questions, from: block,
                covering: sentence.count)
        }
    }
}
