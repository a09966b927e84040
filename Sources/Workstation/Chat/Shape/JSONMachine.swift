/// Follows the bytes of a JSON value of a given shape: which may come next, and what closes it.
///
/// A value type, so that several ways on can be tried from one state. Where a byte leaves open which alternative or which
/// member it begins, all of them are followed until one is left. Between tokens of JSON a few blanks are taken.
struct JSONMachine: Sendable {
    private var way: JSONWay
    /// Other readings of the same bytes; mostly none.
    private var others: [JSONWay] = []

    /// Stands in front of a value.
    init(_ grammar: JSONGrammar) { way = JSONWay(grammar) }

    /// Whether the value is whole.
    var isComplete: Bool { way.isComplete || others.contains(where: \.isComplete) }

    /// How many plain characters of ASCII may stand here, whichever they are.
    var plainRoom: Int { others.reduce(way.plainRoom) { max($0, $1.plainRoom) } }

    /// Takes a byte.
    ///
    /// - Returns: Whether it may stand here; when it may not, nothing has changed.
    mutating func advance(_ byte: UInt8) -> Bool {
        if others.isEmpty, !way.mayFork { return way.advance(byte) }
        var ways: [JSONWay] = []
        for way in [way] + others {
            for next in way.after(byte) where !ways.contains(next) { ways.append(next) }
        }
        guard let first = ways.first else { return false }
        way = first
        others = Array(ways.dropFirst())
        return true
    }

    /// The state after several bytes; nil when they may not stand here.
    func advanced(_ bytes: some Sequence<UInt8>) -> JSONMachine? {
        var next = self
        for byte in bytes { guard next.advance(byte) else { return nil } }
        return next
    }

    /// The bytes that close what is open, with as little as the shape allows.
    var closing: [UInt8] {
        others.reduce(way.closing) { best, other in
            let bytes = other.closing
            return bytes.count < best.count ? bytes : best
        }
    }
}
