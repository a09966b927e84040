/// Undoes the transfer encodings of mail.
enum MailTransfer {
    /// Decodes the bytes of a part; an unknown encoding leaves them as they are.
    static func decode(_ bytes: ArraySlice<UInt8>, encoding: String) -> [UInt8] {
        switch encoding.lowercased() {
        case "base64": base64(bytes)
        case "quoted-printable": quotedPrintable(bytes)
        default: Array(bytes)
        }
    }

    /// Decodes base64; characters outside the alphabet are left out, as the standard says.
    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 4 * 3)
        var buffer: UInt32 = 0
        var count = 0
        for byte in bytes {
            let value: UInt32
            switch byte {
            case 65...90: value = UInt32(byte) - 65
            case 97...122: value = UInt32(byte) - 71
            case 48...57: value = UInt32(byte) + 4
            case 43, 45: value = 62
            case 47, 95: value = 63
            default: continue
            }
            buffer = buffer << 6 | value
            count += 1
            if count == 4 {
                result.append(UInt8(truncatingIfNeeded: buffer >> 16))
                result.append(UInt8(truncatingIfNeeded: buffer >> 8))
                result.append(UInt8(truncatingIfNeeded: buffer))
                buffer = 0
                count = 0
            }
        }
        if count == 3 {
            result.append(UInt8(truncatingIfNeeded: buffer >> 10))
            result.append(UInt8(truncatingIfNeeded: buffer >> 2))
        } else if count == 2 {
            result.append(UInt8(truncatingIfNeeded: buffer >> 4))
        }
        return result
    }

    /// Decodes quoted-printable; a sign that begins no code stays as it is.
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>, underscoreIsSpace: Bool = false) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == 95, underscoreIsSpace {
                result.append(32)
            } else if byte != 61 {
                result.append(byte)
            } else if index + 1 < bytes.endIndex, let high = hex(bytes[index]),
                let low = hex(bytes[index + 1])
            {
                result.append(high << 4 | low)
                index += 2
            } else {
                // A soft line break, perhaps with spaces that were added on the way.
                var end = index
                while end < bytes.endIndex, bytes[end] == 32 || bytes[end] == 9 { end += 1 }
                if end < bytes.endIndex, bytes[end] == 13 { end += 1 }
                if end < bytes.endIndex, bytes[end] == 10 {
                    index = end + 1
                } else if end == bytes.endIndex {
                    index = end
                } else {
                    result.append(byte)
                }
            }
        }
        return result
    }

    /// The value of a hexadecimal digit.
    static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
