/// Syllables that Korean text in KS X 1001 spells letter by letter behind a filler.
enum HangulFiller {
    private static let filler: UInt32 = 0x3164
    private static let initials = Array("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".unicodeScalars)
    private static let finals = Array("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ".unicodeScalars)

    /// Puts the syllables together: filler, initial, vowel, and a final or another filler.
    static func composed(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value == filler }) else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if scalars[index].value == filler, index + 3 < scalars.count,
                let initial = initials.firstIndex(of: scalars[index + 1]),
                (0x314F...0x3163).contains(scalars[index + 2].value),
                let final = final(scalars[index + 3]),
                let syllable = Unicode.Scalar(
                    0xAC00 + (UInt32(initial) * 21 + scalars[index + 2].value - 0x314F) * 28 + final)
            {
                result.append(syllable)
                index += 4
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
        return String(result)
    }

    private static func final(_ scalar: Unicode.Scalar) -> UInt32? {
        if scalar.value == filler { return 0 }
        return finals.firstIndex(of: scalar).map { UInt32($0) + 1 }
    }
}
