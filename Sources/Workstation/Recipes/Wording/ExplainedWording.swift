/// Asks what something is that a table explains: "inetd.conf" with its description.
struct ExplainedWording {
    /// The thing, as it stands in a sentence: "the file “inetd.conf”".
    var term: String
    /// The words that explain it.
    var meaning: String

    /// The thing with its explanation.
    var answer: String { "\(English.sentenceStart(term)): \(meaning)" }

    /// The questions, the most useful first.
    var questions: [String] {
        [
            "What is \(term)?", "How is \(term) described?", "What is \(term) for?",
            "Can you tell me what \(term) is?", "Please explain \(term).", "Do you know what \(term) is?",
            "What is said about \(term)?", "I would like to know what \(term) is.",
            "Tell me what \(term) is.",
        ]
    }
}
