/// Dates of mail headers: `Fri, 3 May 2024 09:30:00 +0200 (CEST)`.
enum MailDate {
    private static let months = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
        "nov": 11, "dec": 12,
    ]

    /// The date in ISO 8601 with the sender's offset, or nil when it is none.
    static func iso(_ value: String) -> String? {
        let words = value.prefix(200).split { $0 == " " || $0 == "," || $0 == "\t" }
        guard
            let place = words.firstIndex(where: {
                months[$0.prefix(3).lowercased()] != nil && !$0.contains(":")
            }),
            let month = months[words[place].prefix(3).lowercased()], place > 0
        else { return nil }
        // `3 May 2024`, or `May 3 09:30:00 2024` as Unix writes it.
        let before = Int(words[place - 1])
        let rest = words[(place + 1)...]
        guard let day = before ?? rest.first.flatMap({ Int($0) }) else { return nil }
        let years = (before == nil ? rest.dropFirst() : rest).compactMap { Int($0) }.filter {
            $0 >= 0 && $0 < 10_000
        }
        guard var year = years.first(where: { $0 > 31 || before != nil }) else { return nil }
        if year < 100 { year += year < 50 ? 2000 : 1900 }
        guard let date = DocumentDate.date(year, month, day) else { return nil }
        guard let clock = rest.firstIndex(where: { $0.contains(":") }) else { return date }
        let parts = rest[clock].split(separator: ":").map { Int($0) }
        guard parts.count >= 2, let hour = parts[0], let minute = parts[1],
            let time = DocumentDate.time(hour, minute, parts.count > 2 ? parts[2] ?? 0 : 0)
        else { return date }
        return date + "T" + time + offset(rest[(clock + 1)...].first)
    }

    private static func offset(_ word: Substring?) -> String {
        guard let word else { return "" }
        if ["GMT", "UT", "UTC", "Z"].contains(word.uppercased()) { return "Z" }
        guard let sign = word.first, sign == "+" || sign == "-", word.count == 5,
            let number = Int(word.dropFirst()), number / 100 <= 14, number % 100 < 60
        else { return "" }
        let digits = word.dropFirst()
        return String(sign) + digits.prefix(2) + ":" + digits.suffix(2)
    }
}
