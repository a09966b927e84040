/// Tells a telephone number by the ways in which countries write them.
///
/// Dates, ISBNs, versions and amounts have digits too: a number needs a plus, a known prefix, or the grouping
/// of a country, never digits alone.
enum PhoneNumber {
    static func isValid(_ run: DigitRun) -> Bool {
        let digits = run.digits
        guard (8...15).contains(digits.count), Set(digits).count > 2 else { return false }
        if run.hasPlus { return isInternational(run, digits) }
        return isKorean(run, digits) || isNorthAmerican(run, digits) || isTrunk(run, digits)
    }

    private static func isInternational(_ run: DigitRun, _ digits: [Int]) -> Bool {
        digits[0] != 0 && (run.groups.count > 1 || digits.count >= 10) && run.groups.count <= 7
    }

    private static func isKorean(_ run: DigitRun, _ digits: [Int]) -> Bool {
        guard digits[0] == 0, run.groups.count == 3 || run.groups.count == 1 else { return false }
        let isMobile = digits[1] == 1 && [0, 1, 6, 7, 8, 9].contains(digits[2])
        if run.groups.count == 1 { return isMobile && digits.count == 11 && digits[2] == 0 }
        guard run.lengths[2] == 4, (3...4).contains(run.lengths[1]) else { return false }
        if run.lengths[0] == 2 { return digits[1] == 2 }
        return run.lengths[0] == 3 && (isMobile || (3...7).contains(digits[1]))
    }

    private static func isNorthAmerican(_ run: DigitRun, _ digits: [Int]) -> Bool {
        var lengths = run.lengths
        var digits = digits
        if digits[0] == 1, lengths.first == 1 {
            lengths.removeFirst()
            digits.removeFirst()
        }
        return lengths == [3, 3, 4] && digits[0] >= 2 && digits[3] >= 2
    }

    /// A national number that begins with 0: "030 1234567", "020 7946 0958", "01 42 68 53 00".
    private static func isTrunk(_ run: DigitRun, _ digits: [Int]) -> Bool {
        guard digits[0] == 0, digits[1] != 0, (9...12).contains(digits.count), run.groups.count >= 2 else {
            return false
        }
        let lengths = run.lengths
        if lengths.allSatisfy({ $0 == 2 }) { return lengths.count == 5 && run.isSeparated(by: [0x20, 0x2E]) }
        let dots = run.separators.contains { $0.contains(0x2E) }
        return !dots && (3...5).contains(lengths[0]) && lengths.count <= 5
            && lengths.dropFirst().max() ?? 0 >= 3
            || run.isParenthesized && (2...5).contains(lengths[0])
    }
}
