/// Case, words and lines, as Python's `str` has them.
extension TaggedText {
    /// The text in capitals.
    var uppercased: TaggedText { mapped { scalar, _ in scalar.properties.uppercaseMapping } }

    /// The text in small letters; a sigma is not told apart at a word's end.
    var lowercased: TaggedText { mapped { scalar, _ in scalar.properties.lowercaseMapping } }

    /// The text with its first scalar as a capital and the rest in small letters.
    var capitalized: TaggedText {
        mapped { scalar, index in
            index == 0 ? scalar.properties.titlecaseMapping : scalar.properties.lowercaseMapping
        }
    }

    /// The text with every word beginning with a capital.
    var titled: TaggedText {
        var isInWord = false
        return mapped { scalar, _ in
            defer { isInWord = scalar.properties.isCased }
            return isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
        }
    }

    /// The text with a capital behind every gap, hyphen and opening bracket, as Jinja's `title` filter has it.
    var titledAtGaps: TaggedText {
        var isAtStart = true
        return mapped { scalar, index in
            defer { isAtStart = isSpace(index) || "-({[<".unicodeScalars.contains(scalar) }
            return isAtStart ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping
        }
    }

    /// The parts between white space, at most one more than the limit; the last keeps the rest.
    func words(limit: Int) -> [TaggedText] {
        var result: [TaggedText] = []
        var index = 0
        while true {
            while index < count, isSpace(index) { index += 1 }
            guard index < count else { return result }
            if result.count == limit {
                result.append(TaggedText(units: units[index...]).stripped(left: false))
                return result
            }
            let start = index
            while index < count, !isSpace(index) { index += 1 }
            result.append(TaggedText(units: units[start..<index]))
        }
    }

    /// The words from the right, at most one more than the limit; the first keeps the rest.
    func wordsFromRight(limit: Int) -> [TaggedText] {
        TaggedText(units: units.reversed()).words(limit: limit).map { TaggedText(units: $0.units.reversed()) }
            .reversed()
    }

    /// The parts between separators, at most one more than the limit.
    func split(by separator: TaggedText, limit: Int) -> [TaggedText] {
        var result: [TaggedText] = []
        var start = 0
        for index in indices(of: separator, limit: limit) {
            result.append(TaggedText(units: units[start..<index]))
            start = index + separator.count
        }
        result.append(TaggedText(units: units[start...]))
        return result
    }

    /// The parts between separators counted from the right.
    func splitFromRight(by separator: TaggedText, limit: Int) -> [TaggedText] {
        TaggedText(units: units.reversed())
            .split(by: TaggedText(units: separator.units.reversed()), limit: limit)
            .map { TaggedText(units: $0.units.reversed()) }
            .reversed()
    }

    /// The lines as Python's `splitlines` cuts them.
    func lines(keepingEnds: Bool) -> [TaggedText] {
        var result: [TaggedText] = []
        var start = 0
        var index = 0
        while index < count {
            let value = scalar(index)
            guard [0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029].contains(value) else {
                index += 1
                continue
            }
            let end = index
            index += value == 0x0D && index + 1 < count && scalar(index + 1) == 0x0A ? 2 : 1
            result.append(TaggedText(units: units[start..<(keepingEnds ? index : end)]))
            start = index
        }
        if start < count { result.append(TaggedText(units: units[start...])) }
        return result
    }
}
