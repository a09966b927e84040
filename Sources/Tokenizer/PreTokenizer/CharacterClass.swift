/// What a Unicode scalar is to the pre-tokenizers.
struct CharacterClass: OptionSet, Sendable {
    let rawValue: UInt8

    /// General category L.
    static let letter = CharacterClass(rawValue: 1)
    /// General category N.
    static let number = CharacterClass(rawValue: 2)
    /// White space.
    static let space = CharacterClass(rawValue: 4)
    /// Split off by the `Digits` rule: general category N of a newer Unicode than ``number``.
    static let digit = CharacterClass(rawValue: 8)
    /// None of letter, number and space; also every byte that is no part of valid UTF-8.
    static let other: CharacterClass = []

    /// The class without ``digit``, which one rule alone looks at.
    var kind: CharacterClass { intersection([.letter, .number, .space]) }
}
