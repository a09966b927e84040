/// Rules about single lines: list marks, section numbers that stand apart, tables of contents.
enum PDFLineCleaner {
    /// A page with this many lines of dots that lead to a number is a table of contents.
    private static let fewestContentsLines = 5
    /// Page numbers of contents may fall once in this many lines.
    private static let fewestLinesPerFall = 8

    /// A section's number or a bullet often stands apart from its text; puts them on one line again.
    static func joiningLabels(_ lines: [PDFLine]) -> [PDFLine] {
        var result: [PDFLine] = []
        var used: Set<Int> = []
        for index in lines.indices where !used.contains(index) {
            var line = lines[index]
            if isLabel(line.text) {
                // The text is one of the next lines in reading order, right of the label.
                for other in lines.indices.dropFirst(index + 1).prefix(6) where !used.contains(other) {
                    let candidate = lines[other]
                    let gap = candidate.box.left - line.box.right
                    if candidate.box.sharesLine(with: line.box), gap > 0, gap < line.size * 5,
                        abs(candidate.size - line.size) < line.size * 0.25
                    {
                        line.words += candidate.words
                        line.box = line.box.union(candidate.box)
                        line.block = candidate.block
                        used.insert(other)
                        break
                    }
                }
            }
            result.append(line)
        }
        return result
    }

    /// A line without the quotes that dblatex prints around characters of other alphabets in program text: `b''├b''`.
    static func withoutByteMarks(_ text: String) -> String {
        guard text.contains("b''"), text.unicodeScalars.contains(where: { $0.value >= 0x80 }) else {
            return text
        }
        return text.replacing("b''", with: "")
    }

    /// The lines of a page without those of a table of contents, which repeats the headings.
    ///
    /// Price lists and sentences that trail off have dots too: only where most of them lead to numbers that grow
    /// from line to line are they contents.
    ///
    /// - Parameters:
    ///   - lines: The page.
    ///   - goesOn: Whether the page before was one of contents, so that few lines may end them here; says
    ///     afterwards whether this one is.
    ///   - isHeading: Whether a line is a heading.
    /// - Returns: The lines that are text.
    static func withoutContents(
        _ lines: [PDFLine], goesOn: inout Bool, isHeading: (PDFLine) -> Bool
    ) -> [PDFLine] {
        let marks = lines.map(isContentsLine)
        let count = marks.count { $0 }
        let isEnd = goesOn && count > 0
        goesOn = (isEnd || count >= fewestContentsLines) && leadsToPages(lines, marks: marks)
        guard goesOn else { return lines }
        guard count >= fewestContentsLines else {
            return lines.indices.filter { !marks[$0] }.map { lines[$0] }
        }
        // On such a page chapters and page numbers may stand without dots, in columns of their own.
        var isContents = true
        return lines.indices.filter { index in
            let line = lines[index]
            let text = line.text
            if isHeading(line) {
                isContents = marks[index...].contains(true)
                return !isContents
            }
            if marks[index] { return false }
            return !(isContents && (text.count <= 60 || !text.contains(".")))
        }.map { lines[$0] }
    }

    /// How many characters a list mark at the start takes, or nil.
    static func bulletLength(_ text: String) -> Int? {
        guard let first = text.first else { return nil }
        if bullets.contains(first) {
            let spaces = text.dropFirst().prefix { $0 == " " }.count
            return "–*∗·".contains(first) && spaces == 0 || text.count <= 1 + spaces ? nil : 1 + spaces
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(digits.count), let mark = text.dropFirst(digits.count).first,
            mark == "." || mark == ")",
            text.dropFirst(digits.count + 1).first == " "
        else { return nil }
        return digits.count + 2
    }

    private static let bullets: Set<Character> = [
        "•", "◦", "∗", "*", "▪", "‣", "●", "○", "■", "□", "∙", "·", "➢", "➤", "►", "–", "\u{F0B7}",
        "\u{F0A7}",
    ]

    private static func isLabel(_ text: String) -> Bool {
        guard text.count <= 10, let first = text.first else { return false }
        if bullets.contains(first), text.count == 1 { return true }
        let isNumber =
            text.contains(where: \.isNumber) && text.allSatisfy { $0.isNumber || ".()".contains($0) }
        let isAppendix =
            text.count <= 6 && first.isUppercase && text.contains(".")
            && text.dropFirst().allSatisfy { $0.isNumber || $0 == "." }
        return isNumber || isAppendix
    }

    /// Whether at least half of the marked lines lead to a page number, and the numbers grow.
    private static func leadsToPages(_ lines: [PDFLine], marks: [Bool]) -> Bool {
        let numbers = lines.filter { isPageNumber($0.text[...]) }
        var numbered = 0
        var falls = 0
        var last = 0
        for line in zip(lines, marks).lazy.filter(\.1).map(\.0) {
            let compact = line.text.filter { $0 != " " }
            let end = compact.lastIndex { $0 == "." || $0 == "…" }.map {
                compact[compact.index(after: $0)...]
            }
            // The number may stand in a column of its own.
            let page =
                end.flatMap { isPageNumber($0) ? String($0) : nil }
                ?? numbers.first {
                    end?.isEmpty == true && $0.box.left > line.box.left && $0.box.sharesLine(with: line.box)
                }?.text
            guard let page else { continue }
            numbered += 1
            guard let number = Int(page) else { continue }
            if number < last { falls += 1 }
            last = number
        }
        // A list of figures behind the contents begins anew.
        return numbered * 2 >= marks.count { $0 } && falls * fewestLinesPerFall <= numbered
    }

    /// Whether a text is the number of a page, Arabic or Roman.
    private static func isPageNumber(_ text: Substring) -> Bool {
        (1...7).contains(text.count)
            && (text.allSatisfy { $0.isASCII && $0.isNumber } || text.allSatisfy { "ivxlc".contains($0) })
    }

    /// Dots that lead to a page number.
    private static func isContentsLine(_ line: PDFLine) -> Bool {
        let compact = line.text.filter { $0 != " " }
        guard let last = compact.last, last.isNumber || "ivxlc.".contains(last) else { return false }
        return compact.contains("....") || compact.contains("……")
    }
}
