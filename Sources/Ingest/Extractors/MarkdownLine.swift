/// What one line of Markdown is.
enum MarkdownLine {
    /// The column in which the text of a line begins, with tabs of four.
    static func indent(of line: Substring) -> Int {
        var column = 0
        for character in line {
            if character == " " {
                column += 1
            } else if character == "\t" {
                column += 4 - column % 4
            } else {
                break
            }
        }
        return column
    }

    /// A line without so many columns of space.
    static func dropping(columns: Int, from line: Substring) -> Substring {
        var column = 0
        var rest = line
        while column < columns, let first = rest.first, first == " " || first == "\t" {
            column += first == " " ? 1 : 4 - column % 4
            rest = rest.dropFirst()
        }
        return rest
    }

    /// What a line of three marks or more begins; nil when it is none.
    static func fence(_ rest: Substring) -> (mark: Character, count: Int)? {
        guard let mark = rest.first, mark == "`" || mark == "~" else { return nil }
        let count = rest.prefix { $0 == mark }.count
        guard count >= 3, mark == "~" || !rest.dropFirst(count).contains("`") else { return nil }
        return (mark, count)
    }

    /// Whether the lines between two fences set values; between two rules stands text.
    static func isFrontMatter(_ lines: ArraySlice<Substring>, isYAML: Bool) -> Bool {
        let outer = lines.filter { !$0.allSatisfy(\.isWhitespace) && $0.first?.isWhitespace == false }
        guard let first = outer.first else { return false }
        // TOML may go on with a value in the first column.
        return isYAML ? outer.allSatisfy(isSetting) : isSetting(first)
    }

    /// Whether a line is `key: value`, `key = value`, or a comment, list item or bracket between such lines.
    private static func isSetting(_ line: Substring) -> Bool {
        guard let first = line.first else { return false }
        if "#[]{}".contains(first) || line.hasPrefix("- ") { return true }
        let key = line.prefix { $0.isLetter || $0.isNumber || "_-.\"'".contains($0) }
        let rest = line[key.endIndex...].drop { $0 == " " }
        guard !key.isEmpty, let mark = rest.first, mark == ":" || mark == "=" else { return false }
        return mark == "=" || rest.dropFirst().first.map(\.isWhitespace) ?? true
    }

    /// Whether a text is an address with nothing but a quoted title behind it.
    static func isAddress(_ text: Substring) -> Bool {
        let address: Substring
        if text.first == "<" {
            guard let end = text.firstIndex(of: ">") else { return false }
            address = text[...end]
        } else {
            address = text.prefix { !$0.isWhitespace }
        }
        let title = text[address.endIndex...].trimmed
        guard !address.isEmpty, let open = title.first, let close = title.last else {
            return !address.isEmpty
        }
        return title.count >= 2 && ["\"\"", "''", "()"].contains("\(open)\(close)")
    }

    /// The level of a heading such as `## Title`; nil for others.
    static func atxLevel(_ rest: Substring) -> Int? {
        let count = rest.prefix { $0 == "#" }.count
        guard (1...6).contains(count) else { return nil }
        let next = rest.dropFirst(count).first
        return next == nil || next == " " || next == "\t" ? count : nil
    }

    /// The level of the heading that a line of `=` or `-` underlines; nil for others.
    static func setextLevel(_ rest: Substring) -> Int? {
        let marks = rest.trimmed
        guard let mark = marks.first, mark == "=" || mark == "-", marks.allSatisfy({ $0 == mark }),
            marks.count >= 2
        else { return nil }
        return mark == "=" ? 1 : 2
    }

    /// Whether a line is a rule between parts.
    static func isRule(_ rest: Substring) -> Bool {
        guard let mark = rest.first, "-*_".contains(mark) else { return false }
        return rest.allSatisfy { $0 == mark || $0 == " " || $0 == "\t" } && rest.count { $0 == mark } >= 3
    }

    /// The mark that begins an item of a list, with the space behind it; nil for others.
    static func listMark(_ rest: Substring) -> (width: Int, isOrdered: Bool, isFirst: Bool)? {
        guard let first = rest.first else { return nil }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let markWidth: Int
        if "-*+".contains(first) {
            if isRule(rest) { return nil }
            markWidth = 1
        } else if (1...9).contains(digits.count), let mark = rest.dropFirst(digits.count).first,
            mark == "." || mark == ")"
        {
            markWidth = digits.count + 1
        } else {
            return nil
        }
        let after = rest.dropFirst(markWidth)
        guard let space = after.first, space == " " || space == "\t" else { return nil }
        let spaces = after.prefix { $0 == " " || $0 == "\t" }.count
        guard after.count > spaces else { return nil }
        return (markWidth + (spaces > 4 ? 1 : spaces), !digits.isEmpty, digits == "1")
    }

    /// Whether a line may stand between a table's header and its rows.
    static func isDelimiterRow(_ line: Substring) -> Bool {
        let marks = line.trimmed
        guard marks.contains("-"), marks.contains("|") || marks.contains(":") else { return false }
        return marks.allSatisfy { "|-: \t".contains($0) }
    }

    /// Splits a row at its pipes; an escaped pipe and one inside a code span stay text.
    static func cells(_ line: Substring) -> [String] {
        var row = line.trimmed
        if row.first == "|" { row = row.dropFirst() }
        var result: [String] = []
        var cell = ""
        var isCode = false
        var isEscaped = false
        for character in row {
            if isEscaped {
                cell.append(character == "|" ? "|" : "\\\(character)")
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "|" && !isCode {
                result.append(cell)
                cell = ""
            } else {
                if character == "`" { isCode.toggle() }
                cell.append(character)
            }
        }
        if !cell.allSatisfy(\.isWhitespace) { result.append(cell) }
        return result
    }
}
