/// A header's value with its parameters: `text/plain; charset="utf-8"; name*0*=UTF-8''a%20b`.
struct MailParameters {
    /// What stands before the first semicolon, in lower case.
    let value: String
    private var parameters: [String: [UInt8]] = [:]
    private var extended: [String: [Int: (bytes: [UInt8], isEncoded: Bool)]] = [:]
    private static let most = 64

    /// Takes a value apart.
    init(_ bytes: [UInt8]) {
        let pieces = Self.split(bytes)
        value = String(decoding: pieces.first ?? [], as: UTF8.self).filter { !$0.isWhitespace }.lowercased()
        for piece in pieces.dropFirst().prefix(Self.most) {
            guard let equals = piece.firstIndex(of: 61) else { continue }
            let key = String(decoding: piece[..<equals], as: UTF8.self).filter { !$0.isWhitespace }
                .lowercased()
            add(key, Self.unquoted(piece[(equals + 1)...]))
        }
    }

    /// A parameter as text.
    subscript(key: String) -> String? {
        if let parts = extended[key] { return Self.joined(parts) }
        return parameters[key].map { MailWords.decode($0) }
    }

    private mutating func add(_ key: String, _ bytes: [UInt8]) {
        let parts = key.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1 else {
            if parameters[key] == nil { parameters[key] = bytes }
            return
        }
        let isEncoded = parts.last?.isEmpty == true
        let number = Int(parts[1]) ?? 0
        if (0..<Self.most).contains(number) {
            extended[String(parts[0]), default: [:]][number] = (bytes, isEncoded)
        }
    }

    /// Continuations in order, percent codes decoded with the charset that the first one names.
    private static func joined(_ parts: [Int: (bytes: [UInt8], isEncoded: Bool)]) -> String {
        var bytes: [UInt8] = []
        var charset: String?
        for number in parts.keys.sorted() {
            guard let part = parts[number] else { continue }
            var text = part.bytes[...]
            if number == 0, part.isEncoded {
                let marks = text.indices.filter { text[$0] == 39 }
                if marks.count >= 2 {
                    charset = String(decoding: text[..<marks[0]], as: UTF8.self)
                    text = text[(marks[1] + 1)...]
                }
            }
            bytes += part.isEncoded ? percentDecoded(text) : Array(text)
        }
        return TextDecoder.decode(bytes, declared: charset)?.text ?? String(decoding: bytes, as: UTF8.self)
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == 37, index + 2 < bytes.endIndex, let high = MailTransfer.hex(bytes[index + 1]),
                let low = MailTransfer.hex(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = 0
        var isQuoted = false
        var isEscaped = false
        for (index, byte) in bytes.enumerated() {
            if isEscaped {
                isEscaped = false
            } else if byte == 92, isQuoted {
                isEscaped = true
            } else if byte == 34 {
                isQuoted.toggle()
            } else if byte == 59, !isQuoted {
                result.append(bytes[start..<index])
                start = index + 1
            }
        }
        return result + [bytes[start...]]
    }

    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let trimmed = bytes.drop { $0 == 32 || $0 == 9 }
        guard trimmed.first == 34 else {
            return Array(trimmed.prefix { $0 != 32 && $0 != 9 && $0 != 40 && $0 != 13 })
        }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in trimmed.dropFirst() {
            if isEscaped {
                isEscaped = false
            } else if byte == 92 {
                isEscaped = true
                continue
            } else if byte == 34 {
                break
            }
            result.append(byte)
        }
        return result
    }
}
