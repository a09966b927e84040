/// Dates as documents write them, in ISO 8601.
///
/// Dates are kept as they are written, with the writer's own offset when there is one: nothing is converted.
enum DocumentDate {
    /// A date in ISO 8601, or nil when the text is not one of the forms that programs write.
    ///
    /// Accepted are `2024-05-03`, `2024-05-03T09:30[:00][.123][Z|+09:00]`, also with a space for the `T`,
    /// `2024/05/03` and PDF's `D:20240503093000+09'00'`.
    static func iso(_ text: some StringProtocol) -> String? {
        let bytes = Array(text.utf8.prefix(64)).filter { $0 != 39 }
        var scanner = Scanner(bytes: bytes)
        scanner.skip { $0 <= 32 }
        if scanner.take("D:") { return packed(&scanner) }
        guard let year = scanner.number(digits: 4), scanner.takeOne("-/."),
            let month = scanner.number(upTo: 2),
            scanner.takeOne("-/."), let day = scanner.number(upTo: 2)
        else { return nil }
        guard let date = date(year, month, day) else { return nil }
        guard scanner.takeOne("T "), let hour = scanner.number(digits: 2), scanner.takeOne(":"),
            let minute = scanner.number(digits: 2), let time = time(hour, minute, nil)
        else { return date }
        var second: Int?
        if scanner.takeOne(":") { second = scanner.number(digits: 2) }
        if scanner.takeOne(".") { scanner.skip { (48...57).contains($0) } }
        return date + "T" + (Self.time(hour, minute, second) ?? time) + scanner.offset()
    }

    /// A date from its parts, or nil when there is no such day.
    static func date(_ year: Int, _ month: Int, _ day: Int) -> String? {
        guard (1000...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// A time of day from its parts, or nil when there is none.
    static func time(_ hour: Int, _ minute: Int, _ second: Int?) -> String? {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second ?? 0) else {
            return nil
        }
        return "\(two(hour)):\(two(minute))" + (second.map { ":" + two($0) } ?? "")
    }

    /// Seconds since 1970 as a date and time in UTC, or nil out of the years 1000 to 9999.
    static func iso(secondsSince1970 seconds: Double) -> String? {
        guard seconds.isFinite, abs(seconds) < 2.5e11 else { return nil }
        let whole = Int(seconds.rounded(.down))
        let days = whole >= 0 ? whole / 86400 : (whole - 86399) / 86400
        let rest = whole - days * 86400
        guard let date = date(daysSince1970: days), let time = time(rest / 3600, rest / 60 % 60, rest % 60)
        else {
            return nil
        }
        return date + "T" + time + "Z"
    }

    /// Days since 1970 as a date of the Gregorian calendar, or nil out of the years 1000 to 9999.
    static func date(daysSince1970 days: Int) -> String? {
        guard abs(days) < 4_000_000 else { return nil }
        // Years begin in March here, so that a leap day is the last of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civil = month < 10 ? month + 3 : month - 9
        return date(yearOfEra + era * 400 + (civil <= 2 ? 1 : 0), civil, day)
    }

    // MARK: - Private

    private static func packed(_ scanner: inout Scanner) -> String? {
        guard let year = scanner.number(digits: 4) else { return nil }
        let month = scanner.number(digits: 2) ?? 1
        let day = scanner.number(digits: 2) ?? 1
        guard let date = date(year, month, day) else { return nil }
        guard let hour = scanner.number(digits: 2), let minute = scanner.number(digits: 2),
            let time = time(hour, minute, scanner.number(digits: 2))
        else { return date }
        return date + "T" + time + scanner.offset()
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

    private struct Scanner {
        let bytes: [UInt8]
        var index = 0

        mutating func skip(_ condition: (UInt8) -> Bool) {
            while index < bytes.count, condition(bytes[index]) { index += 1 }
        }

        mutating func take(_ text: StaticString) -> Bool {
            let wanted = Array(text.description.utf8)
            guard bytes[index...].starts(with: wanted) else { return false }
            index += wanted.count
            return true
        }

        mutating func takeOne(_ characters: String) -> Bool {
            guard index < bytes.count, characters.utf8.contains(bytes[index]) else { return false }
            index += 1
            return true
        }

        mutating func number(digits: Int) -> Int? {
            let start = index
            guard let value = number(upTo: digits), index - start == digits else {
                index = start
                return nil
            }
            return value
        }

        mutating func number(upTo most: Int) -> Int? {
            var value = 0
            let start = index
            while index < bytes.count, index - start < most, (48...57).contains(bytes[index]) {
                value = value * 10 + Int(bytes[index] - 48)
                index += 1
            }
            return index > start ? value : nil
        }

        /// `Z` or `+09:00`; nothing when there is no offset.
        mutating func offset() -> String {
            if takeOne("Zz") { return "Z" }
            let sign = index < bytes.count ? bytes[index] : 0
            guard takeOne("+-"), let hours = number(digits: 2), hours <= 14 else { return "" }
            _ = takeOne(":")
            let minutes = number(digits: 2) ?? 0
            guard minutes < 60 else { return "" }
            return (sign == 43 ? "+" : "-") + two(hours) + ":" + two(minutes)
        }
    }
}
