/// The header of a mail message or of one of its parts.
struct MailHeaders {
    /// Fields in the order of the file: name in lower case, value unfolded.
    private(set) var fields: [(name: String, value: [UInt8])] = []
    /// Most fields, and most bytes of one, that are kept.
    private static let mostFields = 2000
    private static let mostValueBytes = 64 << 10

    /// Reads a header and tells where the body begins.
    ///
    /// - Parameters:
    ///   - bytes: The message; a line `From …` of a mailbox may stand first.
    ///   - bodyStart: Gets the place of the body.
    init(_ bytes: ArraySlice<UInt8>, bodyStart: inout Int) {
        var index = bytes.startIndex
        if bytes.starts(with: Array("From ".utf8)) || bytes.starts(with: Array(">From ".utf8)) {
            index = Self.lineEnd(bytes, from: index).next
        }
        while index < bytes.endIndex {
            let line = Self.lineEnd(bytes, from: index)
            if line.end == index {
                index = line.next
                break
            }
            let text = bytes[index..<line.end]
            if text.first == 32 || text.first == 9 {
                if !fields.isEmpty, fields[fields.count - 1].value.count < Self.mostValueBytes {
                    fields[fields.count - 1].value += [32] + text.drop { $0 == 32 || $0 == 9 }
                }
            } else if let colon = text.firstIndex(of: 58), colon > index,
                text[..<colon].allSatisfy({ $0 > 32 && $0 < 127 || $0 == 32 })
            {
                if fields.count < Self.mostFields {
                    let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
                    let value = text[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
                    fields.append((name.filter { $0 != " " }, Array(value.prefix(Self.mostValueBytes))))
                }
            } else {
                // No header any more: the blank line is missing.
                break
            }
            index = line.next
        }
        bodyStart = index
    }

    /// The first value of a field as text, with encoded words decoded.
    func text(_ name: String) -> String? { raw(name).map { MailWords.decode($0) } }

    /// The first value of a field as bytes.
    func raw(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    /// A field of the form `value; key=text` taken apart.
    func parameterized(_ name: String) -> MailParameters? { raw(name).map { MailParameters($0) } }

    /// Where a line ends, and where the next one begins.
    static func lineEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> (end: Int, next: Int) {
        guard let newline = bytes[start...].firstIndex(of: 10) else {
            return (bytes.endIndex, bytes.endIndex)
        }
        let end = newline > start && bytes[newline - 1] == 13 ? newline - 1 : newline
        return (end, newline + 1)
    }
}
