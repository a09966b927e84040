import Core

/// Reads the questions that a document answers itself: "Q: …" with "A: …", or a heading that asks.
struct AnswerFacts {
    /// Where the pairs stand.
    var context: FactContext
    /// The longest answer in characters; a longer one is cut at a sentence.
    var longestAnswer: Int

    private static let questionMarks = ["Q:", "Question:", "Frage:", "질문:", "문:"]
    private static let answerMarks = ["A:", "Answer:", "Antwort:", "답변:", "답:"]

    /// Returns the pairs of a section with the indices of the blocks they use.
    func facts() -> [Fact] {
        var facts: [Fact] = []
        var pending: (question: String, block: Int)?
        for index in context.section.blocks {
            let block = context.blocks[index]
            guard block.kind == .paragraph || block.kind == .listItem || block.kind == .quote else {
                pending = nil
                continue
            }
            if let question = Self.after(Self.questionMarks, block.text) {
                if let (asked, answer) = Self.split(question) {
                    facts.append(fact(asked, answer, from: index, through: index))
                    pending = nil
                } else {
                    pending = (question, index)
                }
            } else if let (question, first) = pending {
                let answer = Self.after(Self.answerMarks, block.text) ?? block.text
                facts.append(fact(question, answer, from: first, through: index))
                pending = nil
            }
        }
        return facts + headingQuestion(taken: !facts.isEmpty)
    }

    /// A heading that ends with a question mark is answered by its first paragraph.
    private func headingQuestion(taken: Bool) -> [Fact] {
        guard !taken, let heading = context.section.path.last.map(English.unnumbered), heading.hasSuffix("?"),
            let first = context.section.blocks.first(where: { context.blocks[$0].kind == .paragraph })
        else { return [] }
        return [fact(heading, context.blocks[first].text, from: first, through: first)]
    }

    private func fact(_ question: String, _ answer: String, from first: Int, through last: Int) -> Fact {
        var short = ""
        for sentence in SentenceSplitter.sentences(of: answer) {
            if !short.isEmpty, short.count + sentence.count + 1 > longestAnswer { break }
            short += (short.isEmpty ? "" : " ") + sentence
        }
        let questions =
            Korean.isKorean(question)
            ? [question, "질문이 있어요. " + question, "혹시 " + question]
            : QuestionWording(question: question, answer: short).questions
        return context.fact(
            .answer, key: English.unstopped(short), answer: short, questions: questions, from: first,
            through: last,
            covering: question.count + answer.count)
    }

    /// Cuts "Can I …? A: Yes" where an extractor joined both lines.
    private static func split(_ text: String) -> (String, String)? {
        for mark in answerMarks {
            guard let found = text.firstRange(of: " " + mark + " ") else { continue }
            return (String(text[..<found.lowerBound]).trimmed, String(text[found.upperBound...]).trimmed)
        }
        return nil
    }

    private static func after(_ marks: [String], _ text: String) -> String? {
        // "Q1: …", "Q 12. …"
        if let mark = marks.first?.first, text.first == mark {
            let rest = text.dropFirst().drop { $0 == " " }
            let number = rest.prefix { $0.isNumber }
            let sign = rest.dropFirst(number.count)
            if !number.isEmpty, let first = sign.first, ":.)".contains(first), sign.dropFirst().first == " " {
                return String(sign.dropFirst()).trimmed
            }
        }
        for mark in marks where text.hasPrefix(mark) { return String(text.dropFirst(mark.count)).trimmed }
        return nil
    }
}
