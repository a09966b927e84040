import Core

/// The instruction that a passage answers: what to write about, how long, and how it opens.
struct StyleInstruction {
    /// The passage.
    var passage: Passage
    /// Its section.
    var section: DocumentSection
    /// Its place in the section, from 0.
    var number: Int

    /// The instruction; its wording depends on the passage alone.
    var text: String {
        let opening = Self.opening(passage.text)
        let choice = Int(StableHash.of(opening) % 6)
        if Korean.isKorean(passage.text) {
            let length = ["짧게", "한두 문단으로", "길게"][Self.bucket(passage.text)]
            return [
                "‘\(section.topic)’에 대해 \(length) 써 주세요. 첫머리는 “\(opening)…”입니다.",
                "\(length) ‘\(section.topic)’ 글을 써 주세요. “\(opening)…”(으)로 시작해 주세요.",
            ][choice % 2]
        }
        let place =
            section.path.isEmpty
            ? "“\(section.documentTitle)”" : "“\(section.topic)” in “\(section.documentTitle)”"
        let length = ["a few sentences", "a paragraph or two", "a longer text"][Self.bucket(passage.text)]
        if number > 0 {
            return [
                "Go on with \(place), \(length). The next part opens with “\(opening)…”.",
                "Go on with \(place). Write \(length) that opens with “\(opening)…”.",
                "Go on with \(place) as before, in \(length), from “\(opening)…”.",
            ][choice % 3]
        }
        if Self.isLetter(passage.text) {
            return [
                "Write the message for \(place), \(length). Open with “\(opening)…”.",
                "Please answer for me in \(place): \(length), beginning “\(opening)…”.",
                "Draft \(length) for \(place) as I would send it. It begins “\(opening)…”.",
            ][choice % 3]
        }
        return [
            "Write the text for \(place), \(length). Open with “\(opening)…”.",
            "Write \(length) about \(place). It starts with “\(opening)…”.",
            "I need \(length) for \(place), beginning with “\(opening)…”.",
            "In my own style, write \(length) for \(place). Start with “\(opening)…”.",
            "Draft \(length) for \(place). The first words are “\(opening)…”.",
            "Please write \(place) the way I do: \(length), opening with “\(opening)…”.",
        ][choice]
    }

    /// The first words of a text, up to eight, without a list's mark.
    private static func opening(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).drop { $0 == "-" }.prefix(8)
        let ending = words.firstIndex { $0.last.map { ".!?:;".contains($0) } == true }
        let cut = ending.map { words[words.startIndex...$0] } ?? words
        return English.unstopped((cut.count >= 3 ? cut : words).joined(separator: " "))
    }

    /// 0 for a few sentences, 1 for a paragraph or two, 2 for more.
    private static func bucket(_ text: String) -> Int {
        let isDense = Korean.isKorean(text)
        return text.count < (isDense ? 150 : 320) ? 0 : text.count < (isDense ? 400 : 800) ? 1 : 2
    }

    /// Whether a text greets somebody.
    private static func isLetter(_ text: String) -> Bool {
        let start = text.prefix(24).lowercased()
        return [
            "dear ", "hi ", "hi,", "hello", "good morning", "sehr geehrte", "liebe", "hallo", "cher ",
            "chère ",
        ]
        .contains { start.hasPrefix($0) }
    }
}
