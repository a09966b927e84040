/// Finds the places at which the simpler rules split.
extension ClassifiedBytes {
    /// Returns the range of the first scalar that is wanted, or an empty one at the limit.
    func firstScalar(from start: Int, limit: Int, where isWanted: (UInt32) -> Bool) -> Range<Int> {
        var offset = start
        while offset < limit {
            let scalar = decoded(at: offset, limit: limit)
            if isWanted(scalar.value) { return offset..<scalar.end }
            offset = scalar.end
        }
        return limit..<limit
    }

    /// Returns the range of the first byte that is wanted, or an empty one at the limit.
    func firstByte(from start: Int, limit: Int, where isWanted: (UInt8) -> Bool) -> Range<Int> {
        var offset = start
        while offset < limit {
            if isWanted(bytes[offset]) { return offset..<offset + 1 }
            offset += 1
        }
        return limit..<limit
    }

    /// Returns the range of the first three ASCII digits in a row, or an empty one at the limit.
    func threeDigits(from start: Int, limit: Int) -> Range<Int> {
        var count = 0
        for offset in start..<max(start, limit) {
            count = (0x30...0x39).contains(bytes[offset]) ? count + 1 : 0
            if count == 3 { return offset - 2..<offset + 1 }
        }
        return limit..<limit
    }

    /// Returns the range where a text first stands, or an empty one at the limit.
    ///
    /// - Precondition: The text is not empty.
    func first(_ pattern: [UInt8], from start: Int, limit: Int) -> Range<Int> {
        var offset = start
        while offset + pattern.count <= limit {
            if bytes[offset] == pattern[0],
                bytes[offset..<offset + pattern.count].elementsEqual(pattern)
            {
                return offset..<offset + pattern.count
            }
            offset += 1
        }
        return limit..<limit
    }

    /// Returns where signs for the space and the text behind them end.
    func endOfSpaceSignWord(from start: Int, limit: Int) -> Int {
        func isSign(_ offset: Int) -> Bool {
            bytes[offset] == 0xE2 && offset + 2 < limit && bytes[offset + 1] == 0x96
                && bytes[offset + 2] == 0x81
        }
        var offset = start
        while offset < limit, isSign(offset) { offset += 3 }
        while offset < limit, !isSign(offset) { offset += 1 }
        return offset
    }
}
