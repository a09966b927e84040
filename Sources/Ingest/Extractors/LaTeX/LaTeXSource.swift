/// The bytes of a LaTeX file with the places where groups end, found in one pass.
struct LaTeXSource {
    /// The file.
    let bytes: [UInt8]
    /// For each opening brace the place of its closing one; 0 for other bytes and for groups without end.
    private let closings: [Int32]

    /// Environments whose content is taken as it stands.
    static let verbatim = [
        "verbatim", "lstlisting", "minted", "alltt", "Verbatim", "comment", "filecontents", "verbatim*",
    ]

    /// Takes a file; it must be shorter than 2 GiB.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var closings = [Int32](repeating: 0, count: bytes.count)
        var open: [Int] = []
        // Environments that never end again, so that each is looked for once.
        var endless: Set<String> = []
        var index = 0
        let begin = Array("\\begin{".utf8)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                let brace = index + begin.count - 1
                if bytes[index...].starts(with: begin),
                    let found = Self.verbatimEnd(bytes, from: brace + 1, endless: &endless)
                {
                    // Only the braces of the two marks count, whatever stands between them.
                    closings[brace] = Int32(truncatingIfNeeded: brace + 1 + found.nameCount)
                    closings[found.next - found.nameCount - 2] = Int32(truncatingIfNeeded: found.next - 1)
                    index = found.next
                    continue
                }
                index += 1
            case UInt8(ascii: "%"): while index < bytes.count, bytes[index] != 10 { index += 1 }
            case UInt8(ascii: "{"): open.append(index)
            case UInt8(ascii: "}"):
                if let start = open.popLast() { closings[start] = Int32(truncatingIfNeeded: index) }
            default: break
            }
            index += 1
        }
        self.closings = closings
    }

    /// The content of the group that an opening brace begins.
    func group(at index: Int) -> Range<Int>? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{"), closings[index] > 0 else { return nil }
        return (index + 1)..<Int(closings[index])
    }

    /// Text of a range.
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Behind the `\end{…}` of an environment whose name begins at a place, when its content is verbatim.
    private static func verbatimEnd(
        _ bytes: [UInt8], from start: Int, endless: inout Set<String>
    ) -> (next: Int, nameCount: Int)? {
        let name = String(
            decoding: bytes[start..<min(start + 20, bytes.count)].prefix { $0 != UInt8(ascii: "}") },
            as: UTF8.self)
        guard verbatim.contains(name), !endless.contains(name) else { return nil }
        guard let end = end(of: name, in: bytes, from: start, until: bytes.count) else {
            endless.insert(name)
            return nil
        }
        return (end.next, name.utf8.count)
    }

    /// Where an environment ends, and what follows; environments of the same name inside it are not counted.
    static func end(
        of name: String, in bytes: [UInt8], from start: Int, until limit: Int
    ) -> (content: Int, next: Int)? {
        let mark = "\\end{\(name)}"
        return find(mark, in: bytes, from: start, until: limit).map { ($0, $0 + mark.utf8.count) }
    }

    /// The first place of a command; `\title` is not the beginning of `\titleformat`.
    static func findCommand(_ command: String, in bytes: [UInt8], until limit: Int) -> Int? {
        var place = find(command, in: bytes, from: 0, until: limit)
        while let found = place {
            let next = found + command.utf8.count
            guard next < bytes.count, isLetter(bytes[next]) else { return found }
            place = find(command, in: bytes, from: next, until: limit)
        }
        return nil
    }

    /// Whether a byte may be part of a command's name.
    static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == 64
    }

    /// The first place of a text.
    static func find(_ text: String, in bytes: [UInt8], from start: Int, until limit: Int? = nil) -> Int? {
        let mark = Array(text.utf8)
        let limit = limit ?? bytes.count
        var index = start
        while index + mark.count <= limit {
            guard let next = bytes[index..<limit].firstIndex(of: mark[0]) else { return nil }
            if bytes[next..<limit].starts(with: mark) { return next }
            index = next + 1
        }
        return nil
    }
}
