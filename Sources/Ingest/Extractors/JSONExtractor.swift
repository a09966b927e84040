import Core

/// Reads JSON and JSON Lines as headings, tables and `key: value` paragraphs, in the order of the file.
struct JSONExtractor {
    private var collector: BlockCollector

    /// Extracts one JSON value.
    static func extract(_ text: String, name: String, limits: ExtractionLimits) throws(IngestError)
        -> ExtractedDocument
    {
        var extractor = JSONExtractor(collector: BlockCollector(name: name, limits: limits))
        let value = try parse(text, name: name, limits: limits, line: 1)
        extractor.add(value, key: nil, level: 1)
        return try extractor.collector.finish(title: title(of: value), format: .json)
    }

    /// Extracts one value a line; lines of like, flat objects become a table.
    static func extractLines(
        _ text: String, name: String, limits: ExtractionLimits
    ) throws(IngestError) -> ExtractedDocument {
        var extractor = JSONExtractor(collector: BlockCollector(name: name, limits: limits))
        var values: [(value: JSONValue, line: Int)] = []
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: TextCleaner.isRecordEnd) {
            number += 1
            if line.allSatisfy(\.isWhitespace) { continue }
            values.append((try parse(line, name: name, limits: limits, line: number), number))
        }
        if let table = table(values.map(\.value)) {
            extractor.collector.addTable(table, hasHeader: true, line: values.first?.line)
        } else {
            for (value, line) in values { extractor.add(value, key: nil, level: 1, line: line) }
        }
        return try extractor.collector.finish(title: nil, format: .jsonl)
    }

    /// Parses one value, with the reason in words when it is none.
    static func parse(
        _ text: some StringProtocol, name: String, limits: ExtractionLimits, line: Int
    ) throws(IngestError) -> JSONValue {
        do throws(JSONTrouble) {
            return try JSONReader.value(text, depthLimit: limits.depth)
        } catch {
            let place = "on line \(line + error.line - 1)"
            switch error.kind {
            case .cut:
                throw IngestError(
                    .corrupt, name: name, "ends inside a JSON value \(place); save it again whole")
            case .syntax:
                throw IngestError(.corrupt, name: name, "is not valid JSON \(place); correct that line")
            case .depth:
                throw IngestError(
                    .nestedTooDeep, name: name,
                    "nests JSON values more than \(limits.depth) deep \(place); flatten it")
            }
        }
    }

    private static func title(of value: JSONValue) -> String? {
        guard case .object(let members) = value else { return nil }
        for case (let key, .string(let text)) in members where ["title", "name"].contains(key.lowercased()) {
            return text
        }
        return nil
    }

    // MARK: - Structure

    private mutating func add(_ value: JSONValue, key: String?, level: Int, line: Int? = nil) {
        switch value {
        case .object(let members):
            if let key { collector.add(.heading, key, level: min(level - 1, 6), line: line) }
            for member in members { addMember(member.key, member.value, level: level, line: line) }
        case .array(let values):
            if let key { collector.add(.heading, key, level: min(level - 1, 6), line: line) }
            if let table = Self.table(values) {
                collector.addTable(table, hasHeader: true, line: line)
            } else {
                for value in values {
                    if let scalar = Self.scalar(value) {
                        collector.add(.listItem, scalar, level: 1, line: line)
                    } else {
                        add(value, key: nil, level: level, line: line)
                    }
                }
            }
        default:
            addText(Self.scalar(value) ?? "", key: key, line: line)
        }
    }

    private mutating func addMember(_ key: String, _ value: JSONValue, level: Int, line: Int?) {
        if let scalar = Self.scalar(value) {
            addText(scalar, key: key, line: line)
        } else {
            add(value, key: key, level: level + 1, line: line)
        }
    }

    /// A text of several paragraphs keeps them; the key stands before the first.
    private mutating func addText(_ text: String, key: String?, line: Int?) {
        guard !text.allSatisfy(\.isWhitespace) else { return }
        let parts = text.replacing("\r\n", with: "\n").split(separator: "\n\n")
        for (index, part) in parts.enumerated() {
            let prefix = index == 0 ? key.map { "\($0): " } ?? "" : ""
            collector.add(.paragraph, prefix + part, line: line)
        }
    }

    /// Objects without inner structure and with mostly the same keys, as a table with the keys on top.
    private static func table(_ values: [JSONValue]) -> [[String]]? {
        guard values.count > 1 else { return nil }
        var keys: [String] = []
        var places: [String: Int] = [:]
        var filled = 0
        for value in values {
            guard case .object(let members) = value else { return nil }
            for (key, value) in members {
                guard let scalar = scalar(value), scalar.count <= 200, !scalar.contains("\n") else {
                    return nil
                }
                if places[key] == nil {
                    places[key] = keys.count
                    keys.append(key)
                }
                filled += 1
            }
        }
        guard (2...64).contains(keys.count), filled * 2 >= keys.count * values.count else { return nil }
        var rows = [keys]
        for case .object(let members) in values {
            var row = [String](repeating: "", count: keys.count)
            for (key, value) in members { row[places[key] ?? 0] = scalar(value) ?? "" }
            rows.append(row)
        }
        return rows
    }

    private static func scalar(_ value: JSONValue) -> String? {
        switch value {
        case .null: ""
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text), .string(let text): text
        case .array, .object: nil
        }
    }
}
