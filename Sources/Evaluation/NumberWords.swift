/// English numbers written out, turned into digits.
enum NumberWords {
    private static let units: [String: Int] = {
        let cardinals = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
        let ordinals = [
            "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth",
            "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
            "eighteenth",
            "nineteenth",
        ]
        var result: [String: Int] = [:]
        for (value, word) in cardinals.enumerated() { result[word] = value }
        for (value, word) in ordinals.enumerated() { result[word] = value }
        return result
    }()

    private static let tens: [String: Int] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90,
        "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    ]

    /// Replaces each run of number words, such as `one hundred and ten`, by its digits.
    static func replacing(_ words: [String]) -> [String] {
        var result: [String] = []
        var index = 0
        while index < words.count {
            if let (value, end) = number(words, at: index) {
                result.append(String(value))
                index = end
            } else {
                result.append(words[index])
                index += 1
            }
        }
        return result
    }

    private static func number(_ words: [String], at start: Int) -> (value: Int, end: Int)? {
        guard var (value, index) = belowThousand(words, at: start) else { return nil }
        if index < words.count, words[index] == "thousand" {
            index += 1
            value *= 1000
            let next = index < words.count && words[index] == "and" ? index + 1 : index
            if let (rest, end) = belowThousand(words, at: next) { return (value + rest, end) }
        }
        return (value, index)
    }

    private static func belowThousand(_ words: [String], at start: Int) -> (value: Int, end: Int)? {
        guard var (value, index) = belowHundred(words, at: start) else { return nil }
        if value < 10, index < words.count, words[index] == "hundred" {
            index += 1
            value *= 100
            let next = index < words.count && words[index] == "and" ? index + 1 : index
            if let (rest, end) = belowHundred(words, at: next) { return (value + rest, end) }
        }
        return (value, index)
    }

    private static func belowHundred(_ words: [String], at start: Int) -> (value: Int, end: Int)? {
        guard start < words.count else { return nil }
        if let value = units[words[start]] { return (value, start + 1) }
        guard let value = tens[words[start]] else { return nil }
        if start + 1 < words.count, let unit = units[words[start + 1]], (1...9).contains(unit) {
            return (value + unit, start + 2)
        }
        return (value, start + 1)
    }
}
