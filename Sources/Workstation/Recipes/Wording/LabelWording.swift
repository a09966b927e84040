/// Asks for the value of a labelled line: "Opening hours: 9:30 to 17:00".
struct LabelWording {
    /// The label, as it stands in a sentence: "opening hours of the front desk".
    var label: String
    /// The value, as the source writes it.
    var value: String

    private var the: String {
        let first = label.split(separator: " ").first?.lowercased() ?? ""
        return English.determiners.contains(first) || label.first?.isUppercase == true
            ? label : "the \(label)"
    }

    private var be: String { English.isPlural(label) ? "are" : "is" }

    /// Whether the line is advice about a case, such as "A key that sticks: …".
    private var isCase: Bool {
        let words = label.lowercased().split(separator: " ")
        guard let first = words.first else { return false }
        return ["if", "when"].contains(first)
            || ["a", "an"].contains(first) && words.contains { $0 == "that" || $0 == "who" }
    }

    /// The full sentence that answers every question.
    var answer: String {
        if isCase { return "\(label): \(value)" }
        return "\(the) \(be) \(value)"
    }

    /// The questions, the most useful first.
    var questions: [String] {
        if isCase {
            let first = label.lowercased().split(separator: " ").first ?? ""
            if first == "if" || first == "when" {
                return [
                    "What should I do \(label)?", "What is the advice \(label)?", "What helps \(label)?",
                    "How do I act \(label)?", "What can be done \(label)?", "Tell me what to do \(label).",
                ]
            }
            return [
                "What should I do about \(label)?", "How do I mend \(label)?", "I have \(label). What helps?",
                "What is the cure for \(label)?", "How is \(label) put right?",
                "Can you help me with \(label)?",
                "What do you advise for \(label)?", "What do I do with \(label)?",
                "Tell me what to do about \(label).",
            ]
        }
        if English.isPerson(value), English.isRole(label) {
            return [
                "Who is \(the)?", "What is \(the)?", "Which person is \(the)?", "Can you tell me \(the)?",
                "What is the name of \(the)?", "Do you know who \(the) is?", "I would like to know \(the).",
                "Please say who \(the) is.", "Tell me \(the).",
            ]
        }
        if English.isMoney(value) {
            return [
                "How much is \(the)?", "What \(be) \(the)?", "How high is \(the)?",
                "What do I pay as \(label)?",
                "Can you tell me \(the)?", "Do you know \(the)?", "I would like to know \(the).",
                "What sum is \(the)?",
                "Tell me \(the).",
            ]
        }
        if English.isMoment(value) {
            return [
                "When \(be) \(the)?", "What \(be) \(the)?", "Can you tell me \(the)?",
                "At what time \(be) \(the)?",
                "Do you know when \(the) \(be)?", "What time \(be) \(the)?", "I would like to know \(the).",
                "Please say when \(the) \(be).", "Tell me \(the).",
            ]
        }
        return [
            "What \(be) \(the)?", "Can you tell me \(the)?", "I need to know \(the).", "Do you know \(the)?",
            "Could you give me \(the)?", "What do you have as \(label)?", "I would like to know \(the).",
            "Please say what \(the) \(be).", "Tell me \(the).",
        ]
    }
}
