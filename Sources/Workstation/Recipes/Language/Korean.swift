/// The little Korean that questions need: telling the language and choosing particles.
enum Korean {
    /// Whether most letters of a text are Hangul.
    static func isKorean(_ text: String) -> Bool {
        var letters = 0
        var hangul = 0
        for scalar in text.unicodeScalars.prefix(400) where scalar.properties.isAlphabetic {
            letters += 1
            if isSyllable(scalar) { hangul += 1 }
        }
        return hangul * 2 > letters
    }

    /// Appends one of two particles, by whether the phrase ends in a consonant.
    ///
    /// - Parameters:
    ///   - phrase: The phrase.
    ///   - consonant: The particle after a consonant, such as 은.
    ///   - vowel: The particle after a vowel, such as 는.
    /// - Returns: The phrase with its particle.
    static func with(_ phrase: String, _ consonant: String, _ vowel: String) -> String {
        guard let last = phrase.unicodeScalars.last(where: { $0.properties.isAlphabetic }), isSyllable(last)
        else {
            return phrase + vowel
        }
        return phrase + ((last.value - 0xAC00) % 28 == 0 ? vowel : consonant)
    }

    private static func isSyllable(_ scalar: Unicode.Scalar) -> Bool {
        (0xAC00...0xD7A3).contains(scalar.value)
    }
}
