/// Finds telephone numbers, payment cards and Korean resident numbers: runs of digits with separators.
enum NumberFinder {
    /// What the runs of digits of a text are.
    struct Found {
        var residentNumbers: [Range<Int>] = []
        var cards: [Range<Int>] = []
        var phones: [Range<Int>] = []
    }

    static func matches(in text: ScannedText) -> Found {
        var found = Found()
        var index = 0
        while index < text.bytes.count {
            let byte = text.bytes[index]
            let isOpening = byte == 0x2B || byte == 0x28
            guard byte.isDigit || isOpening && (text[index + 1].isDigit || text[index + 1] == 0x28) else {
                index += 1
                continue
            }
            let before = text[index - 1]
            let run = DigitRun(text, from: index)
            if isBoundary(before, isOpening: isOpening), let run {
                add(run, text, to: &found)
                index = max(run.range.upperBound, index + 1)
            } else {
                // Inside a word or another number: goes past it.
                index = max(
                    text.end(from: index) { $0.isAlphanumeric || $0 == 0x2D || $0 == 0x2E }, index + 1)
            }
        }
        return found
    }

    private static func isBoundary(_ byte: UInt8, isOpening: Bool) -> Bool {
        if isOpening { return !byte.isAlphanumeric }
        return !byte.isAlphanumeric && ![0x2E, 0x2D, 0x5F, 0x2F, 0x23, 0x24, 0x2B].contains(byte)
            // "€1234" and "№" are amounts; Hangul, Kana and quotation marks may stand before a number.
            || byte == 0
    }

    private static func add(_ run: DigitRun, _ text: ScannedText, to found: inout Found) {
        // A run of several numbers, such as two on one line, is looked through from each group.
        var first = 0
        while first < run.groups.count {
            var taken: Int?
            for last in (first..<min(run.groups.count, first + 8)).reversed() {
                let part = run.part(first...last)
                guard run.isWhole(first...last), !text[part.range.upperBound].isTokenPart else { continue }
                if ResidentNumber.isValid(part) {
                    found.residentNumbers.append(part.range)
                } else if PaymentCard.isValid(part) {
                    found.cards.append(part.range)
                } else if PhoneNumber.isValid(part) {
                    found.phones.append(part.range)
                } else {
                    continue
                }
                taken = last
                break
            }
            first = (taken ?? first) + 1
        }
    }
}
