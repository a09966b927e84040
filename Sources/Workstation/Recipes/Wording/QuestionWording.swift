/// Puts a question that a document asks itself into other words.
struct QuestionWording {
    /// The question as the document writes it.
    var question: String
    /// What it answers to it.
    var answer = ""

    /// Beginnings of questions with other ways to begin, which take the rest as it is.
    private static let openings: [(String, [String])] = [
        (
            "Can I ",
            ["May I ", "Am I allowed to ", "Is it possible to ", "I would like to know whether I can "]
        ),
        (
            "May I ",
            ["Can I ", "Am I allowed to ", "Is it all right to ", "I would like to know whether I may "]
        ),
        ("Do I need to ", ["Must I ", "Do I have to ", "Is it necessary to ", "Am I obliged to "]),
        ("Do I have to ", ["Must I ", "Do I need to ", "Is it necessary to ", "Am I obliged to "]),
        ("Do you ", ["Can you ", "Would you ", "Is it true that you ", "I would like to know whether you "]),
        (
            "Is there ",
            ["Do you have ", "Do you know of ", "Is it true that there is ", "I wonder whether there is "]
        ),
        (
            "Are there ",
            ["Do you have ", "Do you know of ", "Is it true that there are ", "I wonder whether there are "]
        ),
        (
            "Where can I ",
            ["In which place can I ", "Where may I ", "Where is it possible to ", "Tell me where I can "]
        ),
        ("How do I ", ["How can I ", "In what way do I ", "What is the way to ", "Tell me how to "]),
        ("How can I ", ["How do I ", "In what way can I ", "What is the way to ", "Tell me how to "]),
        ("How many ", ["What number of ", "Tell me how many "]),
        ("Who ", ["Which person ", "Can you tell me who ", "I would like to know who ", "Tell me who "]),
        ("When can I ", ["At what time can I ", "From when can I ", "Tell me when I can "]),
    ]

    /// The questions, the document's own first.
    var questions: [String] {
        var questions = [question]
        if let middle = between("How long does ", " take") {
            questions += [
                "How much time does \(middle) take?", "What time should I allow for \(middle)?",
                "How long will I wait for \(middle)?",
            ]
            if let unit { questions.insert("How many \(unit) does \(middle) take?", at: 1) }
        } else if let middle = between("What does ", " cost") ?? between("How much does ", " cost") {
            questions += [
                "How much is \(middle)?", "What is the price of \(middle)?",
                "What do you charge for \(middle)?",
            ]
        } else {
            for (opening, others) in Self.openings where question.hasPrefix(opening) {
                let rest = question.dropFirst(opening.count)
                questions += others.map { $0 + (isTold($0) ? rest.dropLast() + "." : rest) }
                break
            }
        }
        let words = question.split(separator: " ")
        if let first = words.first {
            let small = first == "I" ? question : question.prefix(1).lowercased() + question.dropFirst()
            questions += [
                "I have a question: \(small)", "Somebody asked me: \(small)", "A quick question: \(small)",
                "Please help me: \(small)", "A customer asks: \(small)", "One more thing: \(small)",
            ]
        }
        return questions
    }

    /// What the answer counts a length of time in.
    private var unit: String? {
        let words = answer.split(separator: " ")
        return words.indices.lazy
            .compactMap { English.durationUnit(words[$0...].prefix(3).joined(separator: " ")) }.first
    }

    private func isTold(_ opening: String) -> Bool {
        ["Tell ", "I would ", "I wonder "].contains { opening.hasPrefix($0) }
    }

    private func between(_ opening: String, _ closing: String) -> String? {
        guard question.hasPrefix(opening), question.hasSuffix(closing + "?") else { return nil }
        let middle = question.dropFirst(opening.count).dropLast(closing.count + 1)
        return middle.isEmpty ? nil : String(middle)
    }
}
