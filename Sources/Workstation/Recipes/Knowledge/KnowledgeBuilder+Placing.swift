import Core

extension KnowledgeBuilder {
    /// Names the section in questions that ask for a kind of thing only, or that facts of several sections answer.
    ///
    /// Of facts that several sections answer differently only those are named whose sections have a heading of
    /// their own and one answer each: otherwise the documents contradict themselves, and the questions are dropped.
    func placeQuestions(_ parts: inout [KnowledgePart]) {
        var answers: [String: [String: Set<String>]] = [:]
        for part in parts {
            let topic = part.section.path.isEmpty ? "" : part.section.topic.comparedWords
            for fact in part.facts {
                for question in fact.questions {
                    answers[question.comparedWords, default: [:]][topic, default: []].insert(fact.answer)
                }
            }
        }
        for index in parts.indices {
            let topic = parts[index].section.spokenTopic
            guard topic.contains(where: \.isLetter), topic.count <= 80 else { continue }
            for position in parts[index].facts.indices {
                let fact = parts[index].facts[position]
                let rivals = fact.questions.map { answers[$0.comparedWords] ?? [:] }
                let isAmbiguous = rivals.contains { $0.count > 1 && Set($0.values.flatMap(\.self)).count > 1 }
                let isPlain = rivals.allSatisfy { $0[""] == nil && $0.values.allSatisfy { $0.count == 1 } }
                let isUnder = !parts[index].section.path.isEmpty
                guard fact.isGeneric || isUnder && isAmbiguous && isPlain else { continue }
                parts[index].facts[position].questions = fact.questions.map { Self.placed($0, topic) }
                parts[index].facts[position].isAskedLoosely = false
            }
        }
    }

    private static func placed(_ question: String, _ topic: String) -> String {
        if Korean.isKorean(question) { return "‘\(topic)’: \(question)" }
        let small =
            question.hasPrefix("I ") ? question : question.prefix(1).lowercased() + question.dropFirst()
        return "About “\(topic)”: \(small)"
    }
}
