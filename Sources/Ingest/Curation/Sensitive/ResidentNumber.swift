/// Tells a Korean resident registration number by its date and its checksum.
///
/// Numbers given since October 2020 have a random tail without a checksum; people born since then pass by
/// their date alone when the hyphen is there.
enum ResidentNumber {
    static func isValid(_ run: DigitRun) -> Bool {
        let digits = run.digits
        guard !run.hasPlus, digits.count == 13 else { return false }
        let hasHyphen = run.lengths == [6, 7] && run.separators == [[0x2D]]
        guard hasHyphen || run.lengths == [13], (1...8).contains(digits[6]) else { return false }
        let year = digits[0] * 10 + digits[1]
        let month = digits[2] * 10 + digits[3]
        let day = digits[4] * 10 + digits[5]
        let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...days[month - 1]).contains(day) else { return false }
        let isRecent = [3, 4, 7, 8].contains(digits[6]) && year * 100 + month >= 2010 && year <= 40
        return hasHyphen && isRecent || hasChecksum(digits)
    }

    private static func hasChecksum(_ digits: [Int]) -> Bool {
        let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
        let expected = digits[6] >= 5 ? (13 - sum % 11) % 10 : (11 - sum % 11) % 10
        return expected == digits[12]
    }
}
