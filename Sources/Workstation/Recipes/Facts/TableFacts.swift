import Core

/// Reads facts from tables: one for every cell beside the first column of a table with a header.
struct TableFacts {
    /// Where the table stands.
    var context: FactContext
    /// The longest cell that is still a value and not a text.
    var longestCell = 90
    /// The longest heading of a column.
    var longestHeader = 40

    /// Returns the facts of a table and counts the cells that give none.
    func facts(in table: DocumentBlock, block: Int, drops: inout DropTally) -> [Fact] {
        guard table.rows.count >= 2, let header = table.rows.first, header.count >= 2 else {
            drops.add("table without rows or columns to ask about")
            return []
        }
        guard table.hasHeader || Self.looksLikeHeader(table.rows) else {
            return table.rows.flatMap { row in label(row, block: block, drops: &drops) }
        }
        guard header.first.map(Self.plain)?.isEmpty == false else {
            drops.add("table with headings on two sides")
            return []
        }
        let subjects = table.rows.dropFirst().map { Self.plain($0.first ?? "") }
        let short = Set(subjects.map(Self.withoutParenthesis)).count == subjects.count
        var facts: [Fact] = []
        for row in table.rows.dropFirst() {
            guard let first = row.first.map(Self.plain), !first.isEmpty else {
                drops.add("table row without a name in its first column")
                continue
            }
            let name = short ? Self.withoutParenthesis(first) : first
            for (column, cell) in row.enumerated().dropFirst() where column < header.count {
                let value = Self.plain(cell)
                let attribute = Self.plain(header[column])
                guard !value.isEmpty, !attribute.isEmpty,
                    !["-", "–", "—", "n/a"].contains(value.lowercased())
                else {
                    drops.add("empty table cell")
                    continue
                }
                guard value.count <= longestCell, attribute.count <= longestHeader, name.count <= longestCell
                else {
                    drops.add("table cell too long for a short answer")
                    continue
                }
                facts += Self.quoting(
                    row,
                    self.facts(name, keyHeader: header[0], attribute: attribute, value: value, block: block))
            }
        }
        return facts
    }

    private func facts(
        _ name: String, keyHeader: String, attribute: String, value: String, block: Int
    ) -> [Fact] {
        let property = context.names.inside(attribute)
        let subject = subject(name, keyHeader)
        if Self.isPeople(keyHeader),
            ["work", "role", "job", "position", "task", "duty", "function", "title"].contains(property)
        {
            let job = context.names.inside(value)
            let the = "the \(job)"
            return [
                context.fact(
                    .table, key: name, answer: "\(name) is \(the)",
                    questions: [
                        "Who is \(the)?", "Who works as \(job)?", "What is the name of \(the)?",
                        "Which person is \(the)?", "What is \(name)'s \(property)?", "Tell me who \(the) is.",
                    ], from: block, covering: name.count + value.count)
            ]
        }
        if Self.explaining.contains(property.lowercased()) {
            let term = Self.isToken(name) ? "\(Self.kind(keyHeader))“\(name)”" : subject
            let wording = ExplainedWording(term: term, meaning: value)
            return [
                context.fact(
                    .table, key: value, answer: wording.answer, questions: wording.questions, from: block,
                    covering: value.count + name.count / 2)
            ]
        }
        let prices: Set<String> = ["price", "fee", "cost", "time", "days", "hours", "allowance"]
        let link = property.split(separator: " ").contains { prices.contains($0.lowercased()) } ? "for" : "of"
        let wording = AttributeWording(attribute: property, subject: subject, value: value, link: link)
        return [
            context.fact(
                .table, key: value, answer: wording.answer, questions: wording.questions, from: block,
                covering: value.count + name.count / 2)
        ]
    }

    /// A row of two cells in a table without a header is a label and its value.
    private func label(_ row: [String], block: Int, drops: inout DropTally) -> [Fact] {
        guard row.count == 2, !row[0].isEmpty, !row[1].isEmpty else {
            drops.add("table row without a header that says what it means")
            return []
        }
        return Self.quoting(
            row,
            LabelFacts(context: context).facts(inLine: "\(row[0]): \(row[1])", block: block, isItem: true))
    }

    /// Facts with the row that states them as their evidence.
    private static func quoting(_ row: [String], _ facts: [Fact]) -> [Fact] {
        facts.map { fact in
            var fact = fact
            fact.evidence = SourceText.normalized(SourceText.row(row))
            return fact
        }
    }

    /// A cell that is no name gets an article, so that it can stand in a sentence.
    private func subject(_ name: String, _ keyHeader: String) -> String {
        let inside = context.names.inside(name)
        if Self.isToken(name), !context.names.contains(Substring(name)) {
            return Self.kind(keyHeader) + "“\(name)”"
        }
        guard let first = inside.split(separator: " ").first else { return inside }
        let isName = first.first?.isUppercase == true || first.contains(where: \.isNumber)
        let isSingle = first.count == inside.count
        // "Equal" alone may be a name or a noun: a quotation is right for both.
        if isSingle, name.first?.isUppercase == true, !context.names.contains(first) { return "“\(name)”" }
        let isGerund = !isSingle && first.hasSuffix("ing") && !inside.hasPrefix("\(first) of ")
        if isName || isGerund || English.determiners.contains(first.lowercased()) { return inside }
        return first.lowercased() == "new" && !English.isPlural(inside) ? "a \(inside)" : "the \(inside)"
    }

    /// Headings of columns that say in words what the first column names.
    private static let explaining: Set<String> = [
        "description", "meaning", "explanation", "purpose", "definition", "function", "comment", "notes",
        "note",
        "remarks", "use", "usage", "what it does", "what it means", "details",
    ]

    /// Whether a name is one word in small letters, a number or a code, which a sentence shows in quotes.
    private static func isToken(_ name: String) -> Bool {
        !name.contains(" ") && (name.first?.isUppercase != true || English.isCode(name))
    }

    /// The heading of the first column as a word before a name: "the command " for "Command".
    private static func kind(_ header: String) -> String {
        let word = header.lowercased()
        let isWord = word.count >= 3 && !word.contains(" ") && word.allSatisfy(\.isLetter)
        guard isWord, !["name", "item", "key", "what", "thing", "term"].contains(word),
            !English.isPlural(word)
        else { return "" }
        return "the \(word) "
    }

    private static func isPeople(_ header: String) -> Bool {
        ["name", "person", "who", "staff", "colleague", "employee", "member"].contains(header.lowercased())
    }

    /// A first row of short words without figures over rows that hold some.
    private static func looksLikeHeader(_ rows: [[String]]) -> Bool {
        guard let first = rows.first else { return false }
        return first.allSatisfy { !$0.isEmpty && $0.count <= 40 && !$0.contains(where: \.isNumber) }
            && Set(first).count == first.count && first.count >= 3
            && rows.dropFirst().contains { $0.contains { $0.contains(where: \.isNumber) } }
    }

    private static func withoutParenthesis(_ text: String) -> String {
        guard let open = text.firstIndex(of: "("), text.hasSuffix(")"), open > text.startIndex else {
            return text
        }
        return String(text[..<open]).trimmed
    }

    private static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").trimmed
    }
}
