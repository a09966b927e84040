import Core

/// Asks a fact's questions as people in a hurry or in a conversation do.
///
/// A model that sees a fact in few wordings learns those wordings; with many it learns what the fact is about.
/// A few variations are keywords in the question's order, the others stand beside sentences that say nothing. Papers:
/// *Physics of Language Models: Part 3.1, Knowledge Storage and Extraction* (many wordings of one fact),
/// *EDA: Easy Data Augmentation Techniques* (deleted words).
struct QuestionVariation {
    /// The plain questions of the fact, the most useful first.
    var questions: [String]

    /// Words that carry nothing of what is asked about.
    private static let empty: Set<String> = [
        "a", "an", "the", "is", "are", "was", "were", "be", "do", "does", "did", "will", "would", "can",
        "could",
        "should", "may", "shall", "what", "which", "who", "whom", "i", "me", "my", "you", "your", "we", "us",
        "it",
        "tell", "know", "say", "please", "like", "to", "of", "for", "by", "with", "in", "on", "at", "from",
        "as",
        "that", "there", "anybody", "somebody", "need", "give", "have", "has", "go", "goes", "exactly",
        "mean",
        "means", "meant", "speak", "said", "help", "question", "asked", "looking", "quick", "thing", "one",
        "more",
        "customer", "asks", "about", "stand", "point", "here", "must", "done", "belongs", "belong", "listed",
    ]
    /// Words that ask for nothing without a verb behind them.
    private static let modal: Set<String> = ["cannot", "not", "any", "all", "each", "every"]
    /// Words that open a question and stay together.
    private static let asking: Set<String> = ["how", "when", "where", "why", "much", "many", "long", "often"]
    /// Words before a question that ask for nothing themselves.
    private static let openings = [
        "I am new here.", "Sorry to trouble you.", "You will surely know this.", "I want to be sure.",
        "Before I forget:", "I looked for it in vain.", "I have a question.", "Good morning!",
        "I have to write it down.", "Help me out, please.", "My colleague could not say.",
        "It is a bit urgent.",
    ]
    private static let koreanOpenings = [
        "안녕하세요.", "처음 왔어요.", "실례합니다.", "한 가지 여쭤볼게요.", "조금 급해요.", "아무리 찾아도 없네요.", "친구가 물어봐요.",
        "도와주세요.",
    ]
    /// Words after a question.
    private static let closings = [
        "I should like to be sure.", "It is for a letter.", "Thank you!", "Nobody could tell me.",
        "I must have forgotten it.", "A short answer will do.",
    ]
    private static let koreanClosings = ["감사합니다.", "급하게 필요해요.", "짧게 답해 주세요."]

    /// Returns variations, each another text; there may be fewer than asked for.
    func variations(_ count: Int) -> [String] {
        guard let first = questions.first else { return [] }
        var seen = Set(questions.map(\.comparedWords))
        var found: [String] = []
        func add(_ text: String) {
            if found.count < count, !text.isEmpty, seen.insert(text.comparedWords).inserted {
                found.append(text)
            }
        }
        let isKorean = Korean.isKorean(first)
        let openings = isKorean ? Self.koreanOpenings : Self.openings
        let closings = isKorean ? Self.koreanClosings : Self.closings
        // Facts begin at different places of the lists, so that no opening belongs to one kind of fact.
        let start = Int(StableHash.of(first) % 1000)
        for round in 0..<max(count, questions.count) where found.count < count {
            let question = questions[round % questions.count]
            if !isKorean {
                let words = Self.keywords(question)
                let asking = words.prefix { Self.asking.contains($0.lowercased()) }.count
                let telling = words.dropFirst(asking).count { !Self.modal.contains($0.lowercased()) }
                if telling >= 2 || telling == 1 && asking >= 2, words.count <= 9, !words.contains("not") {
                    add(words.joined(separator: " "))
                }
            }
            add("\(openings[(start + round) % openings.count]) \(question)")
            add("\(questions[(round + 1) % questions.count]) \(closings[(start + round) % closings.count])")
        }
        return found
    }

    private static func keywords(_ question: String) -> [String] {
        question.split(separator: " ").map(String.init).filter {
            let core = English.core($0)
            return !core.isEmpty && !empty.contains(core.lowercased())
        }.map { word in
            var word = Substring(word)
            while let last = word.last, ".?!,:;”\"".contains(last) { word.removeLast() }
            while let first = word.first, "“\"".contains(first) { word.removeFirst() }
            return String(word)
        }
    }
}
