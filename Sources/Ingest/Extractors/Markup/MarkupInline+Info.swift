extension MarkupInline {
    /// The longest name of a node, in bytes.
    private static let longestName = 300

    /// Plain text of an Info paragraph: of references (`*note Firing: Kilns.`, `*Note Firing::`) their names alone.
    static func info(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "*")) else { return text }
        let mark = Array("*note".utf8)
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == mark[0], index + mark.count < bytes.count,
                zip(bytes[index...], mark).allSatisfy({ $0 | 0x20 == $1 | 0x20 }),
                isSpace(bytes[index + mark.count]),
                let reference = reference(bytes, from: index + mark.count + 1)
            else {
                result.append(bytes[index])
                index += 1
                continue
            }
            result += reference.name
            index = reference.next
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The name of a reference, and what follows it.
    private static func reference(_ bytes: [UInt8], from start: Int) -> (name: ArraySlice<UInt8>, next: Int)?
    {
        let limit = min(bytes.count, start + longestName)
        guard start < limit, let colon = bytes[start..<limit].firstIndex(of: UInt8(ascii: ":")),
            colon > start
        else { return nil }
        let name = bytes[start..<colon]
        if colon + 1 < bytes.count, bytes[colon + 1] == UInt8(ascii: ":") { return (name, colon + 2) }
        let end = min(bytes.count, colon + 1 + longestName)
        let stops: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "\t")]
        guard let stop = bytes[(colon + 1)..<end].firstIndex(where: stops.contains) else { return nil }
        // The stop ends the node's name; a full stop may end the sentence as well.
        let rest = bytes[(stop + 1)...].drop(while: isSpace)
        let endsSentence = rest.first.map { (65...90).contains($0) } ?? true
        return (name, bytes[stop] == UInt8(ascii: ".") && !endsSentence ? stop + 1 : stop)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }
}
