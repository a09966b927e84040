/// Where one is inside a JSON number without an exponent.
enum JSONNumberPhase: Sendable, Hashable {
    /// In front of the number.
    case start
    /// After the minus sign.
    case minus
    /// After a leading zero, which no digit follows.
    case zero
    /// After so many digits.
    case whole(Int)
    /// After the point and so many digits behind it.
    case fraction(Int)

    /// More digits are more than a number of 64 bits keeps.
    private static let mostDigits = 15
    private static let mostFractionDigits = 10

    /// The phase after a byte; nil when no such number holds it here.
    func advanced(_ byte: UInt8, isWhole: Bool) -> JSONNumberPhase? {
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        switch self {
        case .start where byte == UInt8(ascii: "-"): return .minus
        case .start, .minus: return byte == UInt8(ascii: "0") ? .zero : isDigit ? .whole(1) : nil
        case .zero, .whole:
            if byte == UInt8(ascii: "."), !isWhole { return .fraction(0) }
            guard case .whole(let count) = self, isDigit, count < Self.mostDigits else { return nil }
            return .whole(count + 1)
        case .fraction(let count):
            return isDigit && count < Self.mostFractionDigits ? .fraction(count + 1) : nil
        }
    }

    /// Whether the number may end here.
    var canEnd: Bool {
        switch self {
        case .start, .minus, .fraction(0): false
        case .zero, .whole, .fraction: true
        }
    }
}
