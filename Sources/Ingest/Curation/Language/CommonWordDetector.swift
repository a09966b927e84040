/// Tells a language by its script and, for Latin letters, by its most common words.
///
/// It needs no data and is meant for whole rows; short texts get no answer.
package struct CommonWordDetector: LanguageDetector {
    private static let words: [(code: String, words: Set<String>)] = [
        (
            "en",
            "the of and to in is that it for was on are with as this be at have from or not by an a can will may must should "
                + "which has its they you if when all been their do no"
        ),
        ("de", "der die und das ist nicht zu den von mit ein eine auf für sich dem des im auch wird werden"),
        ("fr", "le la les et des est une un que pour dans qui pas sur avec au par du ne sont ce cette aux"),
        ("es", "el la los las de que y en un una es por con para no se del al lo como más este esta son"),
        ("it", "il la di che è e un una per non con sono del della le gli dei nel alla anche come questo"),
        (
            "pt",
            "os de que da em um uma para com não por na dos das se mais como está são ao pelo pela foi também"
        ),
        ("nl", "de het een en van is dat in op te zijn niet met voor aan er die worden ook bij deze"),
    ].map { ($0.0, Set($0.1.split(separator: " ").map(String.init))) }

    /// Makes a detector.
    package init() {}

    /// Returns the language of a text of at least 20 letters.
    package func language(of text: String) -> LanguageGuess? {
        var scripts: [String: Int] = [:]
        var letters = 0
        for scalar in text.unicodeScalars.prefix(4000) where scalar.properties.isAlphabetic {
            letters += 1
            scripts[Self.script(scalar), default: 0] += 1
        }
        // Signs that stand for syllables say in ten what letters say in twenty.
        let isDense = (scripts["ko"] ?? 0) + (scripts["zh"] ?? 0) + (scripts["ja"] ?? 0) >= 10
        guard letters >= 20 || isDense else { return nil }
        if let kana = scripts["ja"], kana * 10 >= letters {
            return LanguageGuess(code: "ja", confidence: 0.95)
        }
        guard let most = scripts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
        let share = Double(most.value) / Double(letters)
        if most.key != "latin" { return LanguageGuess(code: most.key, confidence: share) }
        return latin(text, share)
    }

    private func latin(_ text: String, _ share: Double) -> LanguageGuess? {
        var scores = [Int](repeating: 0, count: Self.words.count)
        var total = 0
        for word in text.prefix(4000).lowercased().split(whereSeparator: { !$0.isLetter }) {
            total += 1
            for index in scores.indices where Self.words[index].words.contains(String(word)) {
                scores[index] += 1
            }
        }
        let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        let best = scores[order[0]]
        guard best >= 3, best * 12 >= total else { return nil }
        let margin = Double(best - scores[order[1]]) / Double(best)
        return LanguageGuess(code: Self.words[order[0]].code, confidence: share * (0.5 + 0.5 * margin))
    }

    private static func script(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x0370...0x03FF: "el"
        case 0x0400...0x052F: "ru"
        case 0x0590...0x05FF: "he"
        case 0x0600...0x06FF: "ar"
        case 0x0900...0x097F: "hi"
        case 0x0E00...0x0E7F: "th"
        case 0x1100...0x11FF, 0xAC00...0xD7A3: "ko"
        case 0x3040...0x30FF: "ja"
        case 0x3400...0x9FFF: "zh"
        default: "latin"
        }
    }
}
