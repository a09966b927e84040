/// A token that is found in text as a whole, before anything else is done to the text.
struct AddedToken: Sendable, Hashable {
    /// Its number.
    var id: Int
    /// Its name in UTF-8.
    var name: [UInt8]
    /// What it is: a control token, or one that was merely added to the vocabulary.
    var kind: TokenKind
    /// Whether white space to its left belongs to it.
    var stripsLeft = false
    /// Whether white space to its right belongs to it.
    var stripsRight = false
    /// Whether it counts only where no letter or digit stands beside it.
    var isSingleWord = false
    /// Whether it is looked for in normalized text.
    var isNormalized = false

    /// Whether plain text may never become this token.
    ///
    /// Control tokens may not, and of the others those that look like a marker: `<tool_call>`, `[IMG]`, `|||IP|||`. Runs
    /// of white space and HTML tags, which Gemma and others added for brevity, are text like any other.
    var isProtected: Bool { kind == .control || Self.isMarker(name) }

    private static func isMarker(_ name: [UInt8]) -> Bool {
        guard let first = name.first, let last = name.last, name.count > 1 else { return false }
        switch (first, last) {
        case (UInt8(ascii: "<"), UInt8(ascii: ">")): return !isTag(name.dropFirst().dropLast())
        case (UInt8(ascii: "["), UInt8(ascii: "]")), (UInt8(ascii: "|"), UInt8(ascii: "|")),
            (UInt8(ascii: "{"), UInt8(ascii: "}")):
            return name.dropFirst().dropLast().contains { $0 > 0x20 && !name.starts(with: [$0]) }
        default: return name.starts(with: [UInt8(ascii: "<"), UInt8(ascii: "|")])
        }
    }

    private static func isTag(_ inside: ArraySlice<UInt8>) -> Bool {
        let name = inside.first == UInt8(ascii: "/") ? inside.dropFirst() : inside
        return tags.contains(String(decoding: name, as: UTF8.self))
    }

    /// Elements of HTML that vocabularies hold as tokens.
    private static let tags: Set<String> = [
        "a", "b", "blockquote", "body", "br", "caption", "code", "div", "em", "h1", "h2", "h3", "h4", "h5",
        "h6", "head", "hr", "html", "i", "img", "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
    ]
}
