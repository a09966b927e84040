/// Finds e-mail addresses.
enum EmailFinder {
    private static let files: Set<String> = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "js", "ts", "css", "html", "json", "md", "txt",
    ]

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for at in text.bytes.indices where text.bytes[at] == 0x40 {
            if let range = address(around: at, text), range.lowerBound >= (ranges.last?.upperBound ?? 0) {
                ranges.append(range)
            }
        }
        return ranges
    }

    private static func address(around at: Int, _ text: ScannedText) -> Range<Int>? {
        var start = at
        while start > 0, at - start < 64, isLocal(text.bytes[start - 1]) { start -= 1 }
        while start < at, !text.bytes[start].isAlphanumeric { start += 1 }
        guard start < at, text[at - 1] != 0x2E else { return nil }
        var end = text.end(from: at + 1, limit: 253) { $0.isAlphanumeric || $0 == 0x2D || $0 == 0x2E }
        while end > at + 1, !text.bytes[end - 1].isAlphanumeric { end -= 1 }
        let labels = text.string((at + 1)..<end).split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, (2...24).contains(top.utf8.count),
            top.utf8.allSatisfy(\.isASCIILetter), labels.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("-") }),
            !files.contains(top.lowercased())
        else { return nil }
        // "git@host.org:group/project" names a place of a program, not a person.
        if text[end] == 0x3A, text[end + 1].isASCIILetter || text[end + 1] == 0x2F { return nil }
        return start..<end
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains(byte)
    }
}
