package import Core

/// Scores how good a row is to learn from, by measures that a person can check.
package struct QualityScorer: Sendable {
    /// Makes a scorer.
    package init() {}

    /// Scores a row.
    ///
    /// - Parameters:
    ///   - example: The row.
    ///   - source: The text that it comes from; nil leaves out that part.
    /// - Returns: The score with its parts.
    package func score(_ example: Example, source: String? = nil) -> QualityScore {
        let learned =
            example.text
            ?? example.messages.filter { $0.role == .assistant }.map(\.content).joined(separator: "\n")
        var parts = [
            length(learned, isText: example.text != nil), repetition(learned), letters(learned),
            sentences(learned),
        ]
        if let prompt = example.prompt { parts.append(question(prompt)) }
        if let source, example.text == nil { parts.append(inSource(learned, source)) }
        return QualityScore(parts: parts)
    }

    private func length(_ text: String, isText: Bool) -> QualityPart {
        let count = text.count { !$0.isWhitespace }
        let wanted = isText ? 80 : 8
        let score = min(1, Double(count) / Double(wanted))
        return QualityPart(name: .length, score: score, reason: "\(count) signs")
    }

    private func repetition(_ text: String) -> QualityPart {
        let runs = WordShingles.runs(of: WordShingles.words(text), count: 3)
        let share = Double(Set(runs).count) / Double(max(runs.count, 1))
        // A little repetition is style; half the runs twice is a stuck record.
        let score = min(1, max(0, (share - 0.2) / 0.6))
        return QualityPart(
            name: .repetition, score: score,
            reason: "\(Percent.of(1 - share)) of all runs of three words are repeats")
    }

    private func letters(_ text: String) -> QualityPart {
        var letters = 0
        var others = 0
        for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                letters += 1
            } else {
                others += 1
            }
        }
        let share = Double(letters) / Double(max(letters + others, 1))
        let score = min(1, max(0, (share - 0.4) / 0.4))
        return QualityPart(name: .letters, score: score, reason: "\(Percent.of(share)) letters and digits")
    }

    private func sentences(_ text: String) -> QualityPart {
        let trimmed = Excerpt.normalized(text)
        guard let first = trimmed.first, let last = trimmed.last else {
            return QualityPart(name: .sentences, score: 0, reason: "no text")
        }
        var score = 1.0
        var faults: [String] = []
        if first.isLowercase || ",;.)".contains(first) {
            score -= 0.35
            faults.append("begins in the middle of a sentence")
        }
        let isShort = trimmed.split(separator: " ").count <= 4
        if !isShort, !Self.isEnd(last) {
            score -= last.isLetter || last.isNumber ? 0.3 : 0.2
            faults.append("does not end with a full stop")
        }
        if trimmed.hasSuffix("...") || trimmed.hasSuffix("…") {
            score -= 0.2
            faults.append("is cut off")
        }
        return QualityPart(
            name: .sentences, score: max(score, 0.1),
            reason: faults.isEmpty ? "whole sentences" : faults.joined(separator: ", "))
    }

    private static func isEnd(_ character: Character) -> Bool {
        ".!?…。！？\"”’'»)]}`".contains(character)
    }

    private static let pointing: Set<String> = [
        "it", "this", "that", "these", "those", "he", "she", "they", "them",
    ]

    private func question(_ text: String) -> QualityPart {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.isEmpty { return QualityPart(name: .question, score: 0, reason: "nothing is asked") }
        if words.count < 2 {
            return QualityPart(name: .question, score: 0.5, reason: "a single word asks")
        }
        let dangling = words.prefix(4).first { Self.pointing.contains($0) }
        if let dangling, words.count <= 6 {
            return QualityPart(name: .question, score: 0.4, reason: "“\(dangling)” points to nothing")
        }
        return QualityPart(name: .question, score: 1, reason: "\(words.count) words")
    }

    private func inSource(_ answer: String, _ source: String) -> QualityPart {
        let known = Set(WordShingles.words(source))
        let words = WordShingles.words(answer)
        let share = Double(words.count { known.contains($0) }) / Double(max(words.count, 1))
        return QualityPart(
            name: .source, score: min(1, share / 0.8),
            reason: "\(Percent.of(share)) of the answer's words stand in its source")
    }
}
