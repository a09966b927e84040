/// A line of the form "Label: value".
struct LabelLine: Hashable {
    /// What stands before the colon.
    let label: String
    /// What stands behind it; may be empty.
    let value: String

    /// Reads a line; nil when its beginning is no short label.
    init?(_ line: String) {
        guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let label = String(line[..<colon]).trimmed
        let rest = line[line.index(after: colon)...]
        guard (1...40).contains(label.count), label.split(separator: " ").count <= 5,
            label.contains(where: \.isLetter), !label.contains(where: { ".!?,;/\"".contains($0) }),
            rest.isEmpty || rest.first?.isWhitespace == true || line[colon] == "："
        else { return nil }
        self.label = label
        value = String(rest).trimmed
    }
}
