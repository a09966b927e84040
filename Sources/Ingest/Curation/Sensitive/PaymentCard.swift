/// Tells the number of a payment card by its maker, its length and the Luhn checksum.
enum PaymentCard {
    static func isValid(_ run: DigitRun) -> Bool {
        let digits = run.digits
        guard !run.hasPlus, (13...19).contains(digits.count), run.isSeparated(by: [0x20, 0x2D]),
            hasMaker(digits), Set(digits).count > 2, isGrouped(run)
        else { return false }
        return luhn(digits) % 10 == 0
    }

    private static func isGrouped(_ run: DigitRun) -> Bool {
        run.groups.count == 1 || run.lengths.dropLast().allSatisfy { $0 == 4 }
            || run.lengths == [4, 6, 5] || run.lengths == [4, 6, 4]
    }

    private static func hasMaker(_ digits: [Int]) -> Bool {
        let two = digits[0] * 10 + digits[1]
        let four = two * 100 + digits[2] * 10 + digits[3]
        switch digits.count {
        case 13,
            19 where digits[0] == 4:
            return digits[0] == 4
        case 14: return two == 36 || two == 38 || (3000...3059).contains(four)
        case 15: return two == 34 || two == 37
        case 16:
            return digits[0] == 4 || (51...55).contains(two) || (2221...2720).contains(four) || four == 6011
                || two == 65 || (6440...6499).contains(four) || two == 62 || (3528...3589).contains(four)
                || two == 94
        case 17, 18, 19: return two == 62
        default: return false
        }
    }

    private static func luhn(_ digits: [Int]) -> Int {
        var sum = 0
        for (offset, digit) in digits.reversed().enumerated() {
            let doubled = offset % 2 == 1 ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum
    }
}
