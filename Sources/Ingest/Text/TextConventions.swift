import Core

/// What marks mean in a plain text.
struct TextConventions: Sendable {
    /// The level of a heading by the character that underlines it.
    let underlines: [Character: Int]
    /// Takes the marks out of a heading, a paragraph or an item of a list.
    let plain: @Sendable (String) -> String

    /// What people write.
    static let written = TextConventions(
        underlines: ["=": 1, "#": 1, "*": 1, "-": 2, "~": 2, "^": 2], plain: { $0 })

    /// What `makeinfo` writes.
    static let info = TextConventions(
        underlines: ["*": 1, "=": 2, "-": 3, ".": 4], plain: { MarkupInline.info($0) })
}
