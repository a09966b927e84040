/// Asks what is said about a term whose meaning is a sentence of its own.
struct TermWording {
    /// The term, as the source writes it.
    var term: String
    /// What is said about it.
    var meaning: String

    /// The term with what is said about it, as a list of definitions shows them.
    var answer: String { "“\(term)”: \(meaning)" }

    private var isAbbreviation: Bool {
        (2...8).contains(term.count) && term.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "-" }
    }

    /// The questions, the most useful first.
    var questions: [String] {
        [
            "What is said about “\(term)”?",
            isAbbreviation ? "What does “\(term)” stand for?" : "What is “\(term)” about?",
            "Explain “\(term)”.",
            "How is “\(term)” explained?", "What should I know about “\(term)”?",
            "What is meant by “\(term)”?",
            "Please explain what “\(term)” is about.", "Can you tell me what “\(term)” means here?",
            "Tell me about “\(term)”.",
        ]
    }
}
