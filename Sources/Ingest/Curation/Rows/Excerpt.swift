/// Short forms of texts for reports.
enum Excerpt {
    /// The most characters of a piece of evidence.
    static let limit = 160

    /// The text with every run of blanks as one, cut at the limit.
    static func of(_ text: some StringProtocol, limit: Int = limit) -> String {
        let prefix = text.prefix(limit * 2)
        let flat = normalized(prefix)
        if flat.count <= limit, prefix.endIndex == text.endIndex { return flat }
        return flat.prefix(limit) + "…"
    }

    /// The text with every run of blanks as one and none at its ends.
    static func normalized(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
