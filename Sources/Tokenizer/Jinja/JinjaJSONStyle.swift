/// How JSON is laid out: the arguments of the `tojson` filter.
struct JinjaJSONStyle {
    /// What indents a level; nil is one line.
    var indent: String?
    /// What stands between entries.
    var itemSeparator = ", "
    /// What stands between a key and its value.
    var keySeparator = ": "
    /// Whether keys are sorted.
    var sortsKeys = false
    /// Whether everything beyond ASCII is escaped.
    var isASCII = false

    /// Puts brackets around entries.
    func wrap(_ opening: String, _ entries: [TaggedText], _ closing: String, level: Int) -> TaggedText {
        guard !entries.isEmpty else { return TaggedText(opening + closing) }
        guard let indent else {
            return TaggedText(opening) + JinjaValue.joined(entries, itemSeparator) + TaggedText(closing)
        }
        let inner = "\n" + String(repeating: indent, count: level + 1)
        let outer = "\n" + String(repeating: indent, count: level)
        return TaggedText(opening + inner) + JinjaValue.joined(entries, itemSeparator + inner)
            + TaggedText(outer + closing)
    }
}
