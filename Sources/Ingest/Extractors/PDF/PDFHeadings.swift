/// Tells headings from running text by the size of the letters, and how deep they lie.
struct PDFHeadings {
    /// Size of the letters of running text.
    let bodySize: Double
    /// Depth for each size, in half points, that a heading may have.
    private var depths: [Int: Int] = [:]

    /// A heading's letters are at least this much larger than the text's.
    private static let ratio = 1.12

    /// Looks at all lines.
    init(_ lines: some Sequence<PDFLine>) {
        var characters: [Int: Int] = [:]
        var stated: [Int: [Int: Int]] = [:]
        for line in lines {
            let text = line.text
            let size = Self.key(line.size)
            characters[size, default: 0] += text.count
            if let depth = Self.sectionDepth(text) { stated[size, default: [:]][depth, default: 0] += 1 }
        }
        bodySize = Double(characters.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0) / 2
        var depth = 0
        // From the largest down: a size that numbered headings have is as deep as their numbers say.
        for size in characters.keys.sorted(by: >) where Double(size) / 2 >= bodySize * Self.ratio {
            if let said = stated[size]?.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key {
                depth = max(said, 1)
            } else {
                depth = min(depth + 1, 6)
            }
            depths[size] = depth
        }
        // Title pages have sizes of their own, which must not push the headings of the text down.
        let numbered = stated.keys.filter { depths[$0] != nil }.max()
        if let numbered, let level = depths[numbered] {
            for size in depths.keys where size > numbered { depths[size] = min(depths[size] ?? 1, level) }
        }
    }

    /// Whether a line is set as a heading.
    func isHeading(_ line: PDFLine) -> Bool {
        line.size >= bodySize * Self.ratio && depths[Self.key(line.size)] != nil
    }

    /// The depth of a heading, from 1.
    func depth(of text: String, size: Double) -> Int {
        Self.sectionDepth(text) ?? depths[Self.key(size)] ?? 1
    }

    /// The depth that a heading's own number states: `4.2 Title` is 2, `Chapter 4` is 1.
    static func sectionDepth(_ text: String) -> Int? {
        let word = text.prefix { !$0.isWhitespace }
        guard word.count < text.count else { return nil }
        let parts = word.split(separator: ".", omittingEmptySubsequences: true)
        let isNumber = !parts.isEmpty && parts.allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isNumber) }
        let isAppendix =
            parts.count > 1 && parts[0].count == 1 && parts[0].first?.isUppercase == true
            && parts.dropFirst().allSatisfy { $0.allSatisfy(\.isNumber) }
        if isNumber || isAppendix { return min(parts.count, 6) }
        return isChapterWord(text) ? 1 : nil
    }

    /// `Chapter 4`, `Appendix A`: a line that names the chapter whose title comes next.
    static func isChapterMark(_ text: String) -> Bool {
        text.split(separator: " ").count == 2 && isChapterWord(text) && text.count <= 14
    }

    private static func isChapterWord(_ text: String) -> Bool {
        ["chapter", "appendix", "part", "kapitel", "anhang", "chapitre", "annexe"]
            .contains(text.prefix { !$0.isWhitespace }.lowercased())
    }

    /// `Note`, `Caution`: the head of a framed remark, which is no heading of what follows it.
    static func isRemark(_ text: String) -> Bool {
        [
            "note", "notes", "tip", "hint", "caution", "warning", "important", "example", "remark",
            "anmerkung", "hinweis",
            "achtung", "warnung", "참고", "주의", "경고",
        ].contains(text.lowercased().trimmingPrefix(while: { $0 == " " }).description)
    }

    private static func key(_ size: Double) -> Int { Int((size * 2).rounded()) }
}
