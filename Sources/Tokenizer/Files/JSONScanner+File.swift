internal import Core

extension JSONScanner {
    /// Largest file that is read, several times that of the largest known tokenizer.
    private static let mostBytes = 256 << 20

    /// Reads a file that is one JSON value.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: The file's name, for errors.
    ///   - body: Reads the value.
    /// - Returns: What `body` returns.
    /// - Throws: ``TokenizerError`` when the file is too large or not UTF-8, or `body` stops.
    static func read<Value>(
        _ bytes: [UInt8], file: String, _ body: (inout JSONScanner) throws(JSONTrouble) -> Value
    ) throws(TokenizerError) -> Value {
        guard bytes.count <= mostBytes else {
            throw .corruptFile(file, "it has \(bytes.count) bytes, and at most \(mostBytes) are possible")
        }
        do throws(JSONTrouble) {
            // A byte order mark is not JSON, but some editors leave one.
            let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
            var scanner = try JSONScanner(hasMark ? Array(bytes.dropFirst(3)) : bytes)
            let value = try body(&scanner)
            try scanner.finish()
            return value
        } catch {
            throw .corruptFile(file, "\(error.reason) (line \(error.line))")
        }
    }

    /// Reads any value into a tree.
    mutating func value() throws(JSONTrouble) -> JSONValue {
        switch try kind() {
        case .null:
            try null()
            return .null
        case .boolean: return .boolean(try boolean())
        case .number:
            let digits = try digits()
            if let value = Int(digits) { return .integer(value) }
            guard let value = Double(digits), value.isFinite else { throw trouble("a number is expected") }
            return .number(value)
        case .text: return .text(try string())
        case .list:
            var values: [JSONValue] = []
            try list { (scanner) throws(JSONTrouble) in values.append(try scanner.value()) }
            return .list(values)
        case .object:
            var members: [(key: String, value: JSONValue)] = []
            var known: Set<[UInt8]> = []
            try object { (scanner, key) throws(JSONTrouble) in
                guard known.insert(Array(key)).inserted else { throw scanner.trouble("a key occurs twice") }
                members.append((String(decoding: key, as: UTF8.self), try scanner.value()))
            }
            return .object(members)
        }
    }
}
