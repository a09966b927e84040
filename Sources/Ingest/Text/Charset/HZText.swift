/// Chinese text in the encoding HZ: seven bits, with `~{` and `~}` around what is not ASCII.
enum HZText {
    /// Whether there is a run between the two marks that can be nothing else.
    static func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            guard bytes[index] == 0x7E, bytes[index + 1] == 0x7B else {
                index += 1
                continue
            }
            let start = index + 2
            var end = start
            while end + 1 < bytes.endIndex, (0x21...0x77).contains(bytes[end]),
                (0x21...0x7E).contains(bytes[end + 1])
            {
                end += 2
            }
            if end - start >= 4, end + 1 < bytes.endIndex, bytes[end] == 0x7E, bytes[end + 1] == 0x7D {
                return true
            }
            index = max(end, start)
        }
        return false
    }

    /// The same text in GB 2312 with eight bits.
    static func eightBit(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isChinese = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if byte == 0x7E, !isChinese, next == 0x7B {
                isChinese = true
                index += 2
            } else if byte == 0x7E, next == 0x7D {
                isChinese = false
                index += 2
            } else if byte == 0x7E, !isChinese, next == 0x7E || next == 10 {
                if next == 0x7E { result.append(next) }
                index += 2
            } else if byte < 0x21 {
                // A line's end ends a run that was not closed.
                isChinese = isChinese && byte != 10
                result.append(byte)
                index += 1
            } else {
                result.append(isChinese ? byte | 0x80 : byte)
                index += 1
            }
        }
        return result
    }
}
