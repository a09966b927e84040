/// Asks in Korean for the value of a subject.
struct KoreanWording {
    /// What is asked about.
    var subject: String
    /// The value, as the source writes it.
    var value: String

    /// The full sentence that answers every question.
    var answer: String {
        let isSentence = value.hasSuffix("다") || value.hasSuffix("요")
        return "\(Korean.with(subject, "은", "는")) \(value)\(isSentence ? "" : "입니다")."
    }

    /// The questions, the most useful first.
    var questions: [String] {
        [
            "\(Korean.with(subject, "은", "는")) 무엇인가요?", "\(Korean.with(subject, "을", "를")) 알려 주세요.",
            "\(Korean.with(subject, "이", "가")) 궁금합니다.", "\(subject)에 대해 말해 주세요.",
            "\(Korean.with(subject, "이", "가")) 어떻게 되나요?", "\(Korean.with(subject, "을", "를")) 알고 싶어요.",
        ]
    }
}
