/// Writes raised and lowered text with the characters that stand for it, so that 10⁶ does not become 106.
enum RaisedText {
    /// Where text stands beside the line.
    enum Position { case raised, lowered }

    private static let raised: [Character: Character] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
        "+": "⁺", "-": "⁻", "−": "⁻", "=": "⁼", "(": "⁽", ")": "⁾",
    ]
    private static let lowered: [Character: Character] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
        "+": "₊", "-": "₋", "−": "₋", "=": "₌", "(": "₍", ")": "₎",
    ]

    /// The text at a position; text that is not made of digits and signs alone, such as the “th” of 4th, stays.
    static func text(_ text: String, at position: Position) -> String {
        let table = position == .raised ? raised : lowered
        let written = text.compactMap { table[$0] }
        return written.count == text.count ? String(written) : text
    }
}
