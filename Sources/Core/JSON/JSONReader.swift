/// Reads JSON into a tree, keeping the order of keys, with a limit on depth.
package enum JSONReader {
    /// Reads one value that takes up the whole text.
    ///
    /// - Parameters:
    ///   - text: The text; an escape of half a character in it becomes U+FFFD.
    ///   - depthLimit: The most lists and objects within each other.
    /// - Returns: The value.
    /// - Throws: `JSONTrouble` when it is none.
    package static func value(
        _ text: some StringProtocol, depthLimit: Int = 256
    ) throws(JSONTrouble) -> JSONValue {
        var scanner = try JSONScanner(Array(text.utf8), deepest: depthLimit, surrogates: .replaced)
        let value = try value(&scanner)
        try scanner.finish()
        return value
    }

    /// Whether a text is one JSON value, or may be the start of one.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - mayBeCut: Whether a text that ends inside a value counts.
    /// - Returns: Whether it is.
    package static func isValue(_ text: some StringProtocol, mayBeCut: Bool) -> Bool {
        do throws(JSONTrouble) {
            _ = try value(text)
            return true
        } catch {
            return mayBeCut && error.kind == .cut
        }
    }

    private static func value(_ scanner: inout JSONScanner) throws(JSONTrouble) -> JSONValue {
        switch try scanner.kind() {
        case .null:
            try scanner.null()
            return .null
        case .boolean: return .bool(try scanner.boolean())
        case .number: return .number(try scanner.digits())
        case .text: return .string(try string(scanner.text()))
        case .list:
            var values: [JSONValue] = []
            try scanner.list { (scanner) throws(JSONTrouble) in values.append(try value(&scanner)) }
            return .array(values)
        case .object:
            var members: [(key: String, value: JSONValue)] = []
            try scanner.object { (scanner, key) throws(JSONTrouble) in
                members.append((string(key), try value(&scanner)))
            }
            return .object(members)
        }
    }

    /// A text, in which backspaces and form feeds are spaces.
    private static func string(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.lazy.map { $0 == 0x08 || $0 == 0x0C ? 0x20 : $0 }, as: UTF8.self)
    }
}
