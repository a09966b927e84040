/// Reads and writes columns as RFC 4180 has them; nothing inside a quoted field is changed.
enum CSVText {
    /// Writes a record with its line break; every field is quoted, so that blanks and breaks stay.
    static func line(_ fields: [String]) -> String {
        fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
    }

    /// The separator that the first record has most of: comma, semicolon or tab.
    static func separator(of text: String) -> Unicode.Scalar {
        let candidates: [Unicode.Scalar] = [",", ";", "\t"]
        let widths = candidates.map { records(text, separator: $0, limit: 1).first?.fields.count ?? 0 }
        let best = widths.indices.max { (widths[$0], -$0) < (widths[$1], -$1) } ?? 0
        return candidates[best]
    }

    /// Splits a text into records with the line, from 1, that each begins on; empty lines are left out.
    ///
    /// `unclosed` gets the line of a record that opens a quotation mark and never closes it.
    static func records(
        _ text: String, separator: Unicode.Scalar, limit: Int = .max, unclosed: (Int) -> Void = { _ in }
    ) -> [(fields: [String], line: Int)] {
        var records: [(fields: [String], line: Int)] = []
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var wasQuoted = false
        var line = 1
        var first = 1
        func closeField() {
            fields.append(String(field))
            field = String.UnicodeScalarView()
            wasQuoted = false
        }
        func closeRecord() {
            if !(fields.isEmpty && field.isEmpty && !wasQuoted) {
                closeField()
                records.append((fields, first))
            }
            fields = []
            first = line
        }
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count, records.count < limit {
            let scalar = scalars[index]
            index += 1
            if scalar == "\n" { line += 1 }
            if isQuoted {
                if scalar != "\"" {
                    field.append(scalar)
                } else if index < scalars.count, scalars[index] == "\"" {
                    field.append(scalar)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"", field.isEmpty, !wasQuoted {
                (isQuoted, wasQuoted) = (true, true)
            } else if scalar == separator {
                closeField()
            } else if scalar == "\n" {
                closeRecord()
            } else if scalar == "\r", index == scalars.count || scalars[index] == "\n" {
                continue
            } else {
                field.append(scalar)
            }
        }
        if records.count < limit {
            if isQuoted { unclosed(first) }
            closeRecord()
        }
        return records
    }
}
