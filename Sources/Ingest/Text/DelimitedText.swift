/// Comma- and tab-separated values as RFC 4180 has them, with the delimiter found out.
enum DelimitedText {
    /// Delimiters that are tried, the more telling first.
    static let delimiters: [Character] = ["\t", ";", ",", "|"]

    /// The delimiter that splits the first records into the most even columns, or nil when none does.
    static func delimiter(of text: some StringProtocol) -> Character? {
        let sample = text.prefix(32 << 10)
        var best: (delimiter: Character, score: Double)?
        for delimiter in delimiters {
            var widths = records(sample, delimiter: delimiter, limit: 40).map(\.count)
            // The sample may end inside a record.
            if sample.endIndex < text.endIndex, widths.count > 1 { widths.removeLast() }
            guard let common = mostFrequent(widths), common > 1 else { continue }
            let share = Double(widths.count { $0 == common }) / Double(widths.count)
            let score = share * share * (1 + Double(min(common, 20)) / 40)
            if share > 0.6, score > (best?.score ?? 0) { best = (delimiter, score) }
        }
        return best?.delimiter
    }

    /// Splits a text into records of fields.
    ///
    /// Quotes are doubled inside quoted fields; a quote in the middle of a plain field is taken as it is;
    /// records without any text are left out.
    ///
    /// `limit`: Most records to read.
    ///
    /// - Returns: The records, each a list of fields.
    static func records(_ text: some StringProtocol, delimiter: Character, limit: Int = .max) -> [[String]] {
        var result: [[String]] = []
        forEachRecord(text, delimiter: delimiter) { fields, _ in
            result.append(fields)
            return result.count < limit
        }
        return result
    }

    /// Calls `body` with each record and the line it starts on, from 1, until it answers false.
    static func forEachRecord(
        _ text: some StringProtocol, delimiter: Character, _ body: (_ fields: [String], _ line: Int) -> Bool
    ) {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var wasQuoted = false
        var line = 1
        var firstLine = 1
        var characters = text.makeIterator()
        var ahead = characters.next()
        func isBlank() -> Bool { fields.isEmpty && field.isEmpty && !wasQuoted }
        while let character = ahead {
            ahead = characters.next()
            if isQuoted {
                if character == "\"" {
                    if ahead == "\"" {
                        field.append("\"")
                        ahead = characters.next()
                    } else {
                        isQuoted = false
                    }
                } else {
                    if TextCleaner.isRecordEnd(character) { line += 1 }
                    field.append(character)
                }
            } else if character == "\"" && field.allSatisfy({ $0 == " " }) && !wasQuoted {
                field = ""
                isQuoted = true
                wasQuoted = true
            } else if character == delimiter {
                fields.append(field)
                field = ""
                wasQuoted = false
            } else if TextCleaner.isRecordEnd(character) {
                line += 1
                if !isBlank() {
                    fields.append(field)
                    if !body(fields, firstLine) { return }
                }
                fields = []
                field = ""
                wasQuoted = false
                firstLine = line
            } else {
                field.append(character)
            }
        }
        if !isBlank() {
            fields.append(field)
            _ = body(fields, firstLine)
        }
    }

    private static func mostFrequent(_ values: [Int]) -> Int? {
        var counts: [Int: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }
}
