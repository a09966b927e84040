import Core

/// Reads a list as one fact: its heading or introduction asks, its items answer.
struct ListFacts {
    /// Where the list stands.
    var context: FactContext
    /// The longest answer in characters.
    var longestAnswer: Int

    /// Returns the lists of a section, without items that state a fact of their own.
    ///
    /// - Parameters:
    ///   - taken: Blocks that gave a fact already.
    ///   - drops: Counts the lists that are too long.
    /// - Returns: One fact a list.
    func facts(taken: Set<Int>, drops: inout DropTally) -> [Fact] {
        var facts: [Fact] = []
        var run: [Int] = []
        for index in context.section.blocks {
            if context.blocks[index].kind == .listItem {
                run.append(index)
            } else {
                facts += fact(run, taken: taken, drops: &drops)
                run = []
            }
        }
        return facts + fact(run, taken: taken, drops: &drops)
    }

    private func fact(_ run: [Int], taken: Set<Int>, drops: inout DropTally) -> [Fact] {
        guard run.count >= 2, let first = run.first, let last = run.last, !run.contains(where: taken.contains)
        else {
            return []
        }
        let items = run.map { English.unstopped(context.blocks[$0].text) }
        let topic = English.unstopped(context.section.topic)
        let answer = "\(topic): \(items.joined(separator: "; "))"
        guard answer.count <= longestAnswer, !Korean.isKorean(answer) else {
            drops.add("list too long for a short answer")
            return []
        }
        let inside = context.names.inside(topic)
        let questions: [String]
        if inside.hasPrefix("what ") || inside.hasPrefix("how ") || inside.hasPrefix("where ") {
            questions = [
                "Can you list \(inside)?", "Tell me \(inside).", "I would like to know \(inside).",
                "Please say \(inside).",
            ]
        } else {
            questions = [
                "What is listed under “\(topic)”?", "Which points belong to \(inside)?",
                "Can you list the points of \(inside)?", "What are the points of \(inside)?",
            ]
        }
        return [
            context.fact(
                .list, key: items[0], answer: answer, questions: questions, from: first, through: last,
                covering: items.reduce(0) { $0 + $1.count })
        ]
    }
}
