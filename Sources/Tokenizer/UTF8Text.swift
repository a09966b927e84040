/// Small helpers on text as UTF-8 bytes.
enum UTF8Text {
    /// Whether bytes are valid UTF-8.
    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let first = bytes[index]
            if first < 0x80 {
                index += 1
                continue
            }
            let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
            guard first >= 0xC2, first <= 0xF4, index + length <= bytes.endIndex,
                secondBytes(after: first).contains(bytes[index + 1])
            else { return false }
            for next in index + 2..<max(index + length, index + 2) where bytes[next] & 0xC0 != 0x80 {
                return false
            }
            index += length
        }
        return true
    }

    /// The second bytes that may follow a lead byte of several.
    static func secondBytes(after lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }

    /// The length of the scalar that starts with a byte, in valid UTF-8.
    @inline(__always)
    static func length(_ lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

    /// The length of a scalar.
    @inline(__always)
    static func length(_ scalar: Unicode.Scalar) -> Int {
        scalar.value < 0x80 ? 1 : scalar.value < 0x800 ? 2 : scalar.value < 0x1_0000 ? 3 : 4
    }

    /// Calls the body with each scalar of valid UTF-8.
    @inline(__always)
    static func forEachScalar(in bytes: ArraySlice<UInt8>, _ body: (Unicode.Scalar) -> Void) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let lead = bytes[index]
            let end = min(index + length(lead), bytes.endIndex)
            var value = UInt32(lead)
            if lead >= 0x80 {
                value &= 0x7F >> UInt32(end - index)
                for next in index + 1..<end { value = value << 6 | UInt32(bytes[next] & 0x3F) }
            }
            body(Unicode.Scalar(value) ?? "\u{FFFD}")
            index = end
        }
    }

    /// Appends a scalar.
    @inline(__always)
    static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        let value = scalar.value
        switch value {
        case 0..<0x80: bytes.append(UInt8(value))
        case 0x80..<0x800: bytes.append(UInt8(0xC0 | value >> 6))
        case 0x800..<0x1_0000:
            bytes.append(UInt8(0xE0 | value >> 12))
            bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
        default:
            bytes.append(UInt8(0xF0 | value >> 18))
            bytes.append(UInt8(0x80 | value >> 12 & 0x3F))
            bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
        }
        if value >= 0x80 { bytes.append(UInt8(0x80 | value & 0x3F)) }
    }

    /// Returns the bytes with every occurrence of a pattern replaced, from left to right without overlap.
    static func replacing(_ pattern: [UInt8], with text: [UInt8], in bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard let first = pattern.first else { return Array(bytes) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 4)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == first, bytes[index...].starts(with: pattern) {
                result.append(contentsOf: text)
                index += pattern.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// Whether a scalar is white space, as Unicode has it.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        CharacterTable.shared[scalar.value].contains(.space)
    }
}
