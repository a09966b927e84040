/// What a Unicode scalar is to the rules that look closer than ``CharacterClass``.
struct CharacterCategory: OptionSet, Sendable {
    let rawValue: UInt16

    /// General categories Lu and Lt.
    static let upper = CharacterCategory(rawValue: 1)
    /// General category Ll.
    static let lower = CharacterCategory(rawValue: 2)
    /// General categories Lm and Lo.
    static let caseless = CharacterCategory(rawValue: 4)
    /// General category M.
    static let mark = CharacterCategory(rawValue: 8)
    /// Punctuation to the `Punctuation` pre-tokenizer.
    static let punctuation = CharacterCategory(rawValue: 16)
    /// A part of a word to the `Whitespace` pre-tokenizer.
    static let word = CharacterCategory(rawValue: 32)
    /// Removed by BERT's cleaning.
    static let unprintable = CharacterCategory(rawValue: 64)
    /// Removed by BERT as an accent.
    static let accent = CharacterCategory(rawValue: 128)
    /// Removed by the `StripAccents` normalizer.
    static let combining = CharacterCategory(rawValue: 256)
    /// Set apart by BERT as an ideograph.
    static let ideograph = CharacterCategory(rawValue: 512)
}
