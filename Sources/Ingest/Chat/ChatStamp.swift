/// The date and time that a line of an exported chat begins with.
struct ChatStamp {
    /// The three numbers of the date in the order of the file.
    var date: (Int, Int, Int)
    /// Whether the date is written as in the United States: with slashes and without leading zeros.
    var hasBareSlashes: Bool
    /// Hour from 0 to 23.
    var hour: Int
    var minute: Int
    var second: Int?
    /// Whether the half of the day was written in Latin letters: AM, PM.
    var hasLatinHalf: Bool
    /// What stands behind the stamp.
    var rest: Substring

    /// Whether the year stands first.
    var isYearFirst: Bool { date.0 > 31 }

    /// The date and time in ISO 8601.
    ///
    /// - Parameter monthFirst: How to read dates such as 5/3/24.
    /// - Returns: The date, or nil when there is no such day.
    func iso(monthFirst: Bool) -> String? {
        let (year, month, day) =
            isYearFirst ? date : monthFirst ? (date.2, date.0, date.1) : (date.2, date.1, date.0)
        guard let date = DocumentDate.date(year < 100 ? year + 2000 : year, month, day),
            let time = DocumentDate.time(hour, minute, second)
        else { return nil }
        return date + "T" + time
    }

    /// Reads the stamp of a WhatsApp or KakaoTalk line; nil when the line begins with none.
    init?(_ line: Substring) {
        var scanner = ChatScanner(line)
        let isBracketed = scanner.take("[")
        guard let first = scanner.number(), let separator = scanner.dateSeparator(),
            let second = scanner.number(),
            scanner.dateSeparator() != nil, let third = scanner.number()
        else { return nil }
        date = (first, second, third)
        hasBareSlashes = separator == "/" && !line.drop { !$0.isNumber }.hasPrefix("0")
        scanner.skip { $0 == "일" || $0 == "日" || $0 == "." || $0 == "," || $0.isWhitespace }
        for word in ["at ", "um ", "à ", "a las ", "kl. "] where scanner.take(word) { break }
        var half = scanner.half()
        scanner.skip(\.isWhitespace)
        guard var hour = scanner.number(), scanner.take(":") || scanner.take("."),
            let minute = scanner.number()
        else { return nil }
        self.second = nil
        if scanner.take(":") || scanner.take(".") { self.second = scanner.number() }
        scanner.skip(\.isWhitespace)
        var latin = false
        if half == nil {
            half = scanner.half()
            latin = half != nil
        }
        if let half { hour = hour % 12 + (half == .afternoon ? 12 : 0) }
        guard hour < 25, minute < 60 else { return nil }
        self.hour = hour
        self.minute = minute
        hasLatinHalf = latin
        if isBracketed {
            guard scanner.take("]") else { return nil }
        } else {
            scanner.skip(\.isWhitespace)
            guard scanner.take("- ") || scanner.take(", ") || scanner.take("– ") else { return nil }
        }
        rest = scanner.rest.drop { $0.isWhitespace || ChatScanner.isMark($0) }
    }
}

/// Reads numbers, separators and halves of the day from the start of a line.
struct ChatScanner {
    enum Half { case morning, afternoon }

    /// What has not been read yet.
    private(set) var rest: Substring

    /// Starts a line; marks of direction in front of it are left out.
    init(_ line: Substring) { rest = line.drop { Self.isMark($0) } }

    /// Whether a character only turns the direction of text.
    static func isMark(_ character: Character) -> Bool {
        ["\u{200E}", "\u{200F}", "\u{202A}", "\u{202C}", "\u{FEFF}"].contains(character)
    }

    /// Takes a text.
    mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
    }

    /// Leaves out characters.
    mutating func skip(_ condition: (Character) -> Bool) { rest = rest.drop(while: condition) }

    /// Takes a number of at most four digits.
    mutating func number() -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...4).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        return Int(digits)
    }

    /// Takes what stands between the numbers of a date.
    mutating func dateSeparator() -> Character? {
        guard let first = rest.first, "/.-년월年月".contains(first) else { return nil }
        rest = rest.dropFirst().drop { $0 == " " }
        return first
    }

    /// Takes AM, PM and their like.
    mutating func half() -> Half? {
        for (word, half) in Self.halves where rest.prefix(word.count).lowercased() == word {
            rest = rest.dropFirst(word.count)
            return half
        }
        return nil
    }

    private static let halves: [(String, Half)] = [
        ("오전", .morning), ("오후", .afternoon), ("上午", .morning), ("下午", .afternoon), ("午前", .morning),
        ("午後", .afternoon),
        ("am", .morning), ("pm", .afternoon), ("a.m.", .morning), ("p.m.", .afternoon), ("a. m.", .morning),
        ("p. m.", .afternoon),
    ]
}
