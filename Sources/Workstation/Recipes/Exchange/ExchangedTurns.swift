import Core

/// A chat row as instructions, earlier questions with their answers, and the last of them.
struct ExchangedTurns {
    /// Standing instructions.
    let system: String?
    /// Earlier questions, each with its answer.
    let earlier: [[String]]
    /// The last question.
    let question: String
    /// Its answer.
    let answer: String

    /// Takes a row apart; nil when it is a text row or does not go question, answer, question, answer.
    init?(_ example: Example) {
        guard example.text == nil else { return nil }
        var messages = example.messages[...]
        if let first = messages.first, first.role == .system {
            system = first.content
            messages = messages.dropFirst()
        } else {
            system = nil
        }
        guard messages.count >= 2, messages.count % 2 == 0 else { return nil }
        var pairs: [[String]] = []
        for start in stride(from: messages.startIndex, to: messages.endIndex, by: 2) {
            guard messages[start].role == .user, messages[start + 1].role == .assistant else { return nil }
            pairs.append([messages[start].content, messages[start + 1].content])
        }
        let last = pairs.removeLast()
        (earlier, question, answer) = (pairs, last[0], last[1])
    }
}
