/// Which questions of each fact are trained, and which one is kept to measure recall.
struct FactWordings {
    /// Each fact is asked at least so often, however many there are.
    private static let fewest = 4

    private let options: RecipeOptions
    /// How often a fact is asked at most, its looser wordings included.
    private var most: Int
    private var answersByQuestion: [String: Set<String>] = [:]

    init(options: RecipeOptions) {
        self.options = options
        most = max(options.wordings, 1)
    }

    /// Leaves questions out that have two different answers: they teach neither.
    mutating func removeAmbiguous(from parts: inout [KnowledgePart], drops: inout DropTally) {
        for fact in parts.flatMap(\.facts) { note(fact.questions, of: fact) }
        for index in parts.indices {
            parts[index].facts = parts[index].facts.compactMap { fact in
                var fact = fact
                let kept = fact.questions.filter(isOwn)
                drops.add("question has two different answers", fact.questions.count - kept.count)
                fact.questions = kept
                if kept.isEmpty { drops.add("fact without a question of its own") }
                return kept.isEmpty ? nil : fact
            }
        }
    }

    /// Chooses for each fact that is learned.
    mutating func choose(for parts: inout [KnowledgePart]) {
        limit(parts)
        for index in parts.indices where !parts[index].isHeldOut {
            for position in parts[index].facts.indices {
                let fact = parts[index].facts[position]
                let trained = trainedCount(fact)
                parts[index].facts[position].trainedQuestions = trained
                parts[index].facts[position].recallQuestion = recallQuestion(of: fact, trained: trained)
            }
        }
        addVariations(&parts)
    }

    /// Where the documents state many facts, each is asked less often: the loosest wordings go first.
    private mutating func limit(_ parts: [KnowledgePart]) {
        let facts = parts.reduce(0) { $0 + ($1.isHeldOut ? 0 : $1.facts.count) }
        most = min(most, max(options.questionRows / max(facts, 1), min(most, Self.fewest)))
    }

    /// How many of the fact's own questions are trained: one is left for recall.
    private func trainedCount(_ fact: Fact) -> Int {
        min(most, max(options.questions, 1), max(fact.questions.count - 1, 1))
    }

    /// The question that is kept for recall: one that is not trained, alone or within a longer one.
    private func recallQuestion(of fact: Fact, trained: Int) -> String? {
        let trained = fact.questions.prefix(trained).map(\.comparedWords)
        return fact.questions.dropFirst(trained.count).first { question in
            let words = question.comparedWords
            return !trained.contains { $0.contains(words) }
        }
    }

    /// Fills the wordings of each fact up with looser ways to ask its trained questions.
    ///
    /// None holds the question that is kept for recall, and none asks for another fact too.
    private mutating func addVariations(_ parts: inout [KnowledgePart]) {
        guard most >= options.wordings else { return }
        for index in parts.indices where !parts[index].isHeldOut {
            for position in parts[index].facts.indices where parts[index].facts[position].isAskedLoosely {
                let fact = parts[index].facts[position]
                let kept = fact.recallQuestion?.comparedWords
                // Twice as many, because some are dropped here and below.
                let loose = QuestionVariation(questions: Array(fact.questions.prefix(fact.trainedQuestions)))
                    .variations(2 * max(most - fact.trainedQuestions, 0))
                    .filter { wording in kept.map { !wording.comparedWords.contains($0) } ?? true }
                parts[index].facts[position].variations = loose
                note(loose, of: fact)
            }
        }
        for index in parts.indices {
            for position in parts[index].facts.indices {
                let fact = parts[index].facts[position]
                parts[index].facts[position].variations = Array(
                    fact.variations.filter(isOwn).prefix(most - fact.trainedQuestions))
            }
        }
    }

    private mutating func note(_ questions: [String], of fact: Fact) {
        for question in questions {
            answersByQuestion[question.comparedWords, default: []].insert(fact.answer)
        }
    }

    /// Whether a question has one answer only.
    private func isOwn(_ question: String) -> Bool {
        answersByQuestion[question.comparedWords, default: []].count == 1
    }
}
