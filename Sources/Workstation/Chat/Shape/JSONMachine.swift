/// Follows the bytes of a JSON value of a given shape: which may come next, and what closes it.
///
/// A value type, so that several ways on can be tried from one state. Between tokens of JSON a few blanks are taken.
struct JSONMachine: Sendable {
    private struct Frame: Sendable, Hashable {
        var rule: Int
        /// Elements or members that were begun.
        var count = 0
    }

    private enum Place: Sendable, Hashable {
        /// In front of a value.
        case value(Int)
        /// After the bracket that opens a list.
        case first
        /// In front of a member's name.
        case nameQuote
        case name(PrefixSet.Place)
        case colon
        case text(JSONTextPhase, count: Int, atMost: Int)
        case fixed(Int, PrefixSet.Place)
        /// After an element or a member.
        case after
        case complete
    }

    /// The most blanks between two tokens of JSON: a line break and some indentation.
    private static let mostBlanks = 9

    private let grammar: JSONGrammar
    private var frames: [Frame] = []
    private var place: Place
    private var blanks = 0

    /// Stands in front of a value.
    init(_ grammar: JSONGrammar) {
        self.grammar = grammar
        place = .value(grammar.root)
    }

    /// Whether the value is whole.
    var isComplete: Bool { place == .complete }

    /// How many lists and objects are open.
    var depth: Int { frames.count }

    /// How many plain characters of ASCII may stand here, whichever they are.
    var plainRoom: Int {
        guard case .text(.plain, let count, let most) = place else { return 0 }
        return most - count
    }

    /// Takes a byte.
    ///
    /// - Returns: Whether it may stand here; when it may not, nothing has changed.
    mutating func advance(_ byte: UInt8) -> Bool {
        if byte == 0x20 || byte == 0x0A, takesBlanks {
            guard blanks < Self.mostBlanks else { return false }
            blanks += 1
            return true
        }
        guard step(byte) else { return false }
        blanks = 0
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
        var rest = self
        var bytes: [UInt8] = []
        while let byte = rest.byteTowardsEnd {
            let isAllowed = rest.advance(byte)
            precondition(isAllowed, "the byte towards the end may stand")
            bytes.append(byte)
        }
        return bytes
    }

    private var takesBlanks: Bool {
        switch place {
        case .value, .first, .nameQuote, .after: true
        case .name, .colon, .text, .fixed, .complete: false
        }
    }

    // MARK: - Steps

    private mutating func step(_ byte: UInt8) -> Bool {
        switch place {
        case .value(let rule): return open(rule, byte)
        case .first:
            guard case .list(let element, let least, _) = grammar.rules[frames[frames.count - 1].rule] else {
                return false
            }
            if byte == UInt8(ascii: "]") { return least == 0 && close() }
            guard open(element, byte) else { return false }
            // The element may have opened a frame of its own on top of the list's.
            let list = frames.count - (opensFrame(element) ? 2 : 1)
            frames[list].count = 1
            return true
        case .nameQuote:
            guard byte == UInt8(ascii: "\""), let names = members?.names else { return false }
            place = .name(names[frames[frames.count - 1].count].start)
            return true
        case .name(let place): return stepName(place, byte)
        case .colon:
            guard byte == UInt8(ascii: ":"), let values = members?.values else { return false }
            place = .value(values[frames[frames.count - 1].count - 1])
            return true
        case .text(let phase, let count, let most): return stepText(phase, count, most, byte)
        case .fixed(let rule, let place): return stepFixed(rule, place, byte)
        case .after: return stepAfter(byte)
        case .complete: return false
        }
    }

    private func opensFrame(_ rule: Int) -> Bool {
        switch grammar.rules[rule] {
        case .text, .fixed: false
        case .list, .object: true
        }
    }

    private var members: (names: [PrefixSet], values: [Int])? {
        guard let frame = frames.last, case .object(let names, let values) = grammar.rules[frame.rule] else {
            return nil
        }
        return (names, values)
    }

    private mutating func open(_ rule: Int, _ byte: UInt8) -> Bool {
        guard byte == openingByte(rule) else { return false }
        switch grammar.rules[rule] {
        case .text(let most): place = .text(.plain, count: 0, atMost: most)
        case .fixed(let set): place = .fixed(rule, set.start)
        case .list:
            frames.append(Frame(rule: rule))
            place = .first
        case .object:
            frames.append(Frame(rule: rule))
            place = .nameQuote
        }
        return true
    }

    private func openingByte(_ rule: Int) -> UInt8 {
        switch grammar.rules[rule] {
        case .text, .fixed: UInt8(ascii: "\"")
        case .list: UInt8(ascii: "[")
        case .object: UInt8(ascii: "{")
        }
    }

    /// Ends the innermost list or object.
    private mutating func close() -> Bool {
        frames.removeLast()
        endValue()
        return true
    }

    private mutating func endValue() { place = frames.isEmpty ? .complete : .after }

    private mutating func stepName(_ inside: PrefixSet.Place, _ byte: UInt8) -> Bool {
        let last = frames.count - 1
        guard let set = members?.names[frames[last].count] else { return false }
        if byte == UInt8(ascii: "\""), set.canEnd(inside) {
            frames[last].count += 1
            place = .colon
            return true
        }
        guard let next = set.advanced(inside, byte) else { return false }
        place = .name(next)
        return true
    }

    private mutating func stepText(
        _ phase: JSONTextPhase, _ count: Int, _ most: Int, _ byte: UInt8
    ) -> Bool {
        guard phase == .plain else {
            guard let next = phase.advanced(byte) else { return false }
            place = .text(next, count: count, atMost: most)
            return true
        }
        if byte == UInt8(ascii: "\"") {
            endValue()
            return true
        }
        guard count < most, let next = phase.advanced(byte) else { return false }
        place = .text(next, count: count + 1, atMost: most)
        return true
    }

    private mutating func stepFixed(_ rule: Int, _ inside: PrefixSet.Place, _ byte: UInt8) -> Bool {
        guard case .fixed(let set) = grammar.rules[rule] else { return false }
        if byte == UInt8(ascii: "\""), set.canEnd(inside) {
            endValue()
            return true
        }
        guard let next = set.advanced(inside, byte) else { return false }
        place = .fixed(rule, next)
        return true
    }

    private mutating func stepAfter(_ byte: UInt8) -> Bool {
        let last = frames.count - 1
        switch grammar.rules[frames[last].rule] {
        case .list(let element, let least, let most):
            if byte == UInt8(ascii: "]") { return frames[last].count >= least && close() }
            guard byte == UInt8(ascii: ","), frames[last].count < most else { return false }
            frames[last].count += 1
            place = .value(element)
        case .object(let names, _):
            if byte == UInt8(ascii: "}") { return frames[last].count == names.count && close() }
            guard byte == UInt8(ascii: ","), frames[last].count < names.count else { return false }
            place = .nameQuote
        case .text, .fixed: return false
        }
        return true
    }

    // MARK: - Closing

    /// The next byte of ``closing``; nil when the value is whole.
    private var byteTowardsEnd: UInt8? {
        let quote = UInt8(ascii: "\"")
        switch place {
        case .value(let rule): return openingByte(rule)
        case .first, .after: return byteTowardsEndOfContainer
        case .nameQuote: return quote
        case .name(let inside):
            guard let set = members?.names[frames[frames.count - 1].count] else { return nil }
            return set.canEnd(inside) ? quote : set.byteTowardsEnd(inside)
        case .colon: return UInt8(ascii: ":")
        case .text(let phase, _, _): return phase.byteTowardsEnd ?? quote
        case .fixed(let rule, let inside):
            guard case .fixed(let set) = grammar.rules[rule] else { return nil }
            return set.canEnd(inside) ? quote : set.byteTowardsEnd(inside)
        case .complete: return nil
        }
    }

    private var byteTowardsEndOfContainer: UInt8? {
        guard let frame = frames.last else { return nil }
        switch grammar.rules[frame.rule] {
        case .list(let element, let least, _):
            if frame.count >= least { return UInt8(ascii: "]") }
            return place == .first ? openingByte(element) : UInt8(ascii: ",")
        case .object(let names, _): return UInt8(ascii: frame.count < names.count ? "," : "}")
        case .text, .fixed: return nil
        }
    }
}
