/// Finds the blocks of private keys, with or without their end.
enum PrivateKeyFinder {
    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < text.bytes.count {
            guard text.bytes[index] == 0x2D, text.has("-----BEGIN ", at: index) else {
                index += 1
                continue
            }
            let name = text.end(from: index + 11, limit: 40) { $0.isCapital || $0 == 0x20 }
            guard
                text.has("PRIVATE KEY-----", at: name - 11)
                    || text.has("PRIVATE KEY BLOCK-----", at: name - 17)
            else {
                index = name
                continue
            }
            let end = end(from: name, text)
            ranges.append(index..<end)
            index = end
        }
        return ranges
    }

    /// The end of the block: behind its last line, else of what looks like its contents.
    private static func end(from start: Int, _ text: ScannedText) -> Int {
        var index = start
        while index < text.bytes.count {
            if text.bytes[index] == 0x2D, text.has("-----END ", at: index) {
                let name = text.end(from: index + 9, limit: 40) { $0.isCapital || $0 == 0x20 }
                return text.end(from: name, limit: 5) { $0 == 0x2D }
            }
            index += 1
        }
        return text.end(from: text.end(from: start, limit: 5) { $0 == 0x2D }) {
            $0.isAlphanumeric || [0x2B, 0x2F, 0x3D, 0x0A, 0x0D, 0x20].contains($0)
        }
    }
}
