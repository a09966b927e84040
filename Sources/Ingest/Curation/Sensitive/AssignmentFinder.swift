/// Finds secrets by the name that they are assigned to: `password: …`, `API_KEY=…`, `비밀번호: …`.
///
/// The value must look like one that a person or a machine made up: at least two kinds of signs and enough
/// entropy. Placeholders, references to variables and words are left alone.
enum AssignmentFinder {
    private static let names: [[UInt8]] = [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "api_key", "apikey", "api-key",
        "api key",
        "access_key", "access key", "accesskey", "access-key", "private_key", "auth_key", "credential",
        "passwort",
        "kennwort", "mot de passe", "contraseña", "비밀번호", "비번", "암호",
    ].map { Array($0.utf8) }
    /// For each byte whether a name begins with it.
    private static let isFirst: [Bool] = (0..<256).map { byte in names.contains { Int($0[0]) == byte } }
    private static let longestGap = 24

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        let lower = ScannedText(lowercase: text)
        var ranges: [Range<Int>] = []
        var index = 0
        while index < text.bytes.count {
            guard isFirst[Int(lower.bytes[index])],
                let name = names.first(where: { lower.has($0, at: index) }),
                let range = value(after: index + name.count, text, isPassword: isPassword(name))
            else {
                index += 1
                continue
            }
            ranges.append(range)
            index = range.upperBound
        }
        return ranges
    }

    /// What a person makes up has less entropy than what a machine makes up.
    private static func isPassword(_ name: [UInt8]) -> Bool {
        name.starts(with: [0x70, 0x61, 0x73]) || name.starts(with: [0x70, 0x77]) || name[0] >= 0x80
            || name.starts(with: [0x6B]) || name.starts(with: [0x6D])
    }

    private static func value(after start: Int, _ text: ScannedText, isPassword: Bool) -> Range<Int>? {
        // The rest of the name ("_hash", " for the router"), then an assignment.
        var index = text.end(from: start, limit: longestGap) {
            $0.isTokenPart || $0 == 0x20 || $0 == 0x22 || $0 == 0x27 || $0 == 0x60 || $0 == 0x5D
        }
        if text.has(" is ", at: index - 4), isPassword {
            index -= 1
        } else if text[index] == 0x3A || text[index] == 0x3D {
            index += text.has("=>", at: index) || text.has(":=", at: index) ? 2 : 1
        } else if text.has("：", at: index) {
            index += 3
        } else if let found = isWord(from: start, text) {
            index = found
        } else {
            return nil
        }
        index = text.end(from: index, limit: 4) { $0 == 0x20 || $0 == 0x09 }
        let quote = text[index]
        let isQuoted = quote == 0x22 || quote == 0x27 || quote == 0x60
        if isQuoted { index += 1 }
        var end = text.end(from: index, limit: 200) { byte in
            byte > 0x20 && byte < 0x7F
                && (isQuoted ? byte != quote : ![0x22, 0x27, 0x60, 0x2C, 0x3B].contains(byte))
        }
        if !isQuoted { while end > index, [0x2E, 0x29, 0x3F].contains(text.bytes[end - 1]) { end -= 1 } }
        guard end - index >= 8, isSecret(text.string(index..<end), isPassword: isPassword) else { return nil }
        return index..<end
    }

    /// "The password is X": a verb in place of the sign.
    private static func isWord(from start: Int, _ text: ScannedText) -> Int? {
        for offset in 0..<longestGap where text.has(" is ", at: start + offset) { return start + offset + 4 }
        return nil
    }

    private static func isSecret(_ value: String, isPassword: Bool) -> Bool {
        let bytes = Array(value.utf8)
        let hasDigit = bytes.contains(where: \.isDigit)
        let hasLetter = bytes.contains(where: \.isASCIILetter)
        let hasSign = bytes.contains { !$0.isAlphanumeric && ![0x2D, 0x5F, 0x2E, 0x2F].contains($0) }
        let isMixed = zip(bytes, bytes.dropFirst()).count { !$0.0.isCapital && $0.1.isCapital } >= 3
        guard hasLetter, hasDigit || isMixed || hasSign && isPassword, !isPlaceholder(value) else {
            return false
        }
        return Randomness.entropy(bytes) >= (isPassword ? 2.5 : 3.0)
    }

    /// Whether a value only says where a secret would stand.
    static func isPlaceholder(_ value: String) -> Bool {
        let lower = value.lowercased()
        let words = [
            "example", "changeme", "change-me", "placeholder", "your", "xxxx", "****", "....", "todo", "none",
            "null", "undefined", "redacted", "insert", "environ", "getenv", "process.env", "secret",
            "password",
            "http://", "https://",
        ]
        if words.contains(where: lower.contains) { return true }
        guard let first = value.first else { return true }
        // "$NAME", "<name>", "{{name}}", "[PASSWORD_1]" and calls.
        return "$<{[%(".contains(first) || value.contains("(") && value.contains(")")
    }
}

extension ScannedText {
    /// The text with ASCII capitals as small letters.
    fileprivate init(lowercase text: ScannedText) {
        bytes = text.bytes.map { $0.isCapital ? $0 | 0x20 : $0 }
    }
}
