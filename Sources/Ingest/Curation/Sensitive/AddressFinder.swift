/// Finds public IPv4 addresses; private, local and documentation addresses name nobody.
enum AddressFinder {
    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < text.bytes.count {
            guard text.bytes[index].isDigit else {
                index += 1
                continue
            }
            let end = text.end(from: index) { $0.isDigit || $0 == 0x2E }
            let before = text[index - 1]
            if !before.isTokenPart, before != 0x2E, !text[end].isTokenPart,
                let range = address(index..<end, text)
            {
                ranges.append(range)
            }
            index = end
        }
        return ranges
    }

    private static func address(_ range: Range<Int>, _ text: ScannedText) -> Range<Int>? {
        var end = range.upperBound
        while end > range.lowerBound, text.bytes[end - 1] == 0x2E { end -= 1 }
        let parts = text.string(range.lowerBound..<end).split(
            separator: ".", omittingEmptySubsequences: false)
        let octets = parts.compactMap {
            $0.count <= 3 && ($0.count == 1 || !$0.hasPrefix("0")) ? Int($0) : nil
        }
        guard parts.count == 4, octets.count == 4, octets.allSatisfy({ $0 <= 255 }), isPublic(octets) else {
            return nil
        }
        return range.lowerBound..<end
    }

    private static func isPublic(_ octets: [Int]) -> Bool {
        switch (octets[0], octets[1], octets[2]) {
        // Small parts are far more often a version or the number of a section.
        case _ where octets.dropFirst().allSatisfy { $0 < 32 }: false
        case (10, _, _), (127, _, _), (0, _, _), (224..., _, _), (169, 254, _), (192, 168, _): false
        case (172, 16...31, _), (192, 0, 2), (198, 51, 100), (203, 0, 113), (100, 64...127, _): false
        default: true
        }
    }
}
