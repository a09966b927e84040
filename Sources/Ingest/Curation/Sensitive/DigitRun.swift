/// Groups of digits with single separators between them: "+49 (30) 123-456".
struct DigitRun {
    /// The run's bytes.
    private(set) var range: Range<Int>
    /// The digits of each group.
    private(set) var groups: [[UInt8]] = []
    /// The separators between the groups, one fewer than groups.
    private(set) var separators: [[UInt8]] = []
    /// Whether a plus stands before the first group.
    private(set) var hasPlus = false
    /// Whether the first group stands in parentheses.
    private(set) var isParenthesized = false
    private var starts: [Range<Int>] = []

    /// Reads the run at a position; nil when there are no digits.
    init?(_ text: ScannedText, from start: Int) {
        var index = start
        if text[index] == 0x2B {
            hasPlus = true
            index += 1
        }
        if text[index] == 0x28 {
            isParenthesized = true
            index += 1
        }
        range = start..<start
        while groups.count < 64 {
            let end = text.end(from: index) { $0.isDigit }
            guard end > index else { break }
            groups.append(Array(text.bytes[index..<end]))
            starts.append(index..<end)
            range = start..<end
            let next = text.end(from: end, limit: 3) { [0x20, 0x2D, 0x2E, 0x28, 0x29, 0x2F].contains($0) }
            let separator = Array(text.bytes[end..<next])
            guard !separator.isEmpty, text[next].isDigit, Self.isSeparator(separator) else { break }
            separators.append(separator)
            index = next
        }
        guard let first = starts.first else { return nil }
        if isParenthesized, !separators.contains(where: { $0.contains(0x29) }) {
            // The parenthesis is around more than a number.
            isParenthesized = false
            range = first.lowerBound..<range.upperBound
        }
        separators = Array(separators.prefix(groups.count - 1))
    }

    /// Some of the groups as a run of their own.
    func part(_ groups: ClosedRange<Int>) -> DigitRun {
        var part = self
        part.groups = Array(self.groups[groups])
        part.separators = Array(separators[groups.lowerBound..<groups.upperBound])
        part.starts = Array(starts[groups])
        part.hasPlus = hasPlus && groups.lowerBound == 0
        part.isParenthesized = isParenthesized && groups.lowerBound == 0
        let start = groups.lowerBound == 0 ? range.lowerBound : starts[groups.lowerBound].lowerBound
        part.range = start..<starts[groups.upperBound].upperBound
        return part
    }

    /// Whether some of the groups can be a number of their own: blanks or the run's ends stand around them.
    func isWhole(_ groups: ClosedRange<Int>) -> Bool {
        let before = groups.lowerBound == 0 || separators[groups.lowerBound - 1].contains(0x20)
        let after =
            groups.upperBound == self.groups.count - 1 || separators[groups.upperBound].contains(0x20)
        return before && after
    }

    /// All digits as numbers.
    var digits: [Int] { groups.flatMap { $0.map { Int($0) - 0x30 } } }
    /// How many digits each group has.
    var lengths: [Int] { groups.map(\.count) }

    /// Whether all separators are one and the same sign out of those given.
    func isSeparated(by signs: [UInt8]) -> Bool {
        separators.allSatisfy { $0.count == 1 && signs.contains($0[0]) && $0 == separators[0] }
    }

    private static func isSeparator(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 1: bytes[0] != 0x28 && bytes[0] != 0x29 || bytes[0] == 0x29
        case 2: [[0x29, 0x20], [0x29, 0x2D], [0x20, 0x28], [0x20, 0x2F]].contains(bytes)
        default: bytes == [0x20, 0x2F, 0x20] || bytes == [0x20, 0x2D, 0x20]
        }
    }
}
