/// Personal data or a secret in a text.
package struct SensitiveMatch: Sendable, Hashable {
    /// What it is.
    package var kind: SensitiveKind
    /// Where it stands, in UTF-8 bytes.
    package var bytes: Range<Int>
    /// The value as the text writes it.
    package var value: String

    /// The value with its middle hidden, for reports.
    package var shortened: String {
        guard value.count > 6 else { return String(repeating: "•", count: value.count) }
        return value.prefix(3) + "…" + value.suffix(2)
    }
}
