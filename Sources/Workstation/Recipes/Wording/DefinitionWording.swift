/// Asks what a term means.
struct DefinitionWording {
    /// The term, as it stands in a sentence.
    var term: String
    /// The meaning, without a closing full stop.
    var meaning: String

    /// The full sentence that answers every question.
    var answer: String { "“\(term)” means \(meaning)" }

    /// The questions, the most useful first.
    var questions: [String] {
        [
            "What does “\(term)” mean?", "What do you mean by \(term)?", "What is meant by the word \(term)?",
            "Explain the term \(term).", "How would you define \(term)?", "What is the meaning of \(term)?",
            "Somebody said \(term). What is that?", "When you speak of \(term), what do you mean?",
            "Please explain what \(term) means.",
        ]
    }
}
