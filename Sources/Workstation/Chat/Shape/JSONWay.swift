/// One reading of the bytes of a JSON value; where several are possible, a ``JSONMachine`` follows each.
struct JSONWay: Sendable {
    struct Frame: Sendable, Hashable {
        var rule: Int
        /// Elements or members that were begun; of an object, the member that may come next.
        var count = 0
    }

    enum Place: Sendable, Hashable {
        /// In front of a value.
        case value(Int)
        /// After the bracket that opens a list or an object.
        case first
        /// In front of a member's name.
        case nameQuote
        case name(member: Int, PrefixSet.Place)
        case freeName(JSONTextPhase, count: Int)
        case colon
        case text(JSONTextPhase, count: Int, atMost: Int)
        case fixed(Int, PrefixSet.Place)
        case number(JSONNumberPhase, isWhole: Bool)
        case literal(Int, PrefixSet.Place)
        /// After an element or a member.
        case after
        case complete
    }

    /// The most blanks between two tokens of JSON: a line break and some indentation.
    private static let mostBlanks = 9
    /// The longest name of a member that may have any.
    private static let longestName = 128
    /// Lists and objects in each other: more than a ``JSONSchema`` nests, so that what must be opened can be.
    private static let deepest = 72
    static let quote = UInt8(ascii: "\"")

    let grammar: JSONGrammar
    var frames: [Frame] = []
    var place: Place
    private var blanks = 0

    /// Stands in front of a value.
    init(_ grammar: JSONGrammar) {
        self.grammar = grammar
        place = .value(grammar.root)
    }

    /// Whether the value is whole.
    var isComplete: Bool { place == .complete }

    /// How many plain characters of ASCII may stand here, whichever they are.
    var plainRoom: Int {
        switch place {
        case .text(.plain, let count, let most): most - count
        case .freeName(.plain, let count): Self.longestName - count
        default: 0
        }
    }

    // MARK: - Steps

    /// Whether a byte may lead to several readings.
    var mayFork: Bool {
        switch place {
        case .value(let rule): return isAlternative(rule)
        case .first, .nameQuote:
            guard let frame = frames.last else { return false }
            switch grammar.rules[frame.rule] {
            case .list(let element, _, _): return isAlternative(element)
            case .object(_, _, let isRequired):
                return frame.count < isRequired.count && !isRequired[frame.count]
            default: return false
            }
        default: return false
        }
    }

    /// All readings after a byte.
    func after(_ byte: UInt8) -> [JSONWay] {
        guard mayFork, !Self.isBlank(byte) else {
            var next = self
            return next.advance(byte) ? [next] : []
        }
        var begun = self
        if place == .first, case .list(let element, _, _) = grammar.rules[frames[frames.count - 1].rule],
            byte != UInt8(ascii: "]")
        {
            begun.frames[frames.count - 1].count = 1
            begun.place = .value(element)
        }
        if case .value(let rule) = begun.place, case .either(let all) = grammar.rules[rule] {
            return all.compactMap { alternative in
                var next = begun
                next.place = .value(alternative)
                return next.advance(byte) ? next : nil
            }
        }
        if byte == Self.quote, case .object(let names, _, let isRequired) = grammar.rules[begun.innermost] {
            let from = begun.frames[begun.frames.count - 1].count
            let last = (from..<names.count).first { isRequired[$0] } ?? names.count - 1
            return (from...last).map { begun.naming($0, names[$0]) }
        }
        return begun.advance(byte) ? [begun] : []
    }

    /// Takes a byte that leads to one reading.
    ///
    /// - Returns: Whether it may stand here; when it may not, nothing has changed.
    mutating func advance(_ byte: UInt8) -> Bool {
        if Self.isBlank(byte), takesBlanks {
            guard blanks < Self.mostBlanks else { return false }
            endUnmarked()
            blanks += 1
            return true
        }
        guard step(byte) else { return false }
        blanks = 0
        return true
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

    private func isAlternative(_ rule: Int) -> Bool {
        if case .either = grammar.rules[rule] { return true }
        return false
    }

    var innermost: Int { frames[frames.count - 1].rule }

    private var takesBlanks: Bool {
        switch place {
        case .value, .first, .nameQuote, .after: true
        case .number, .literal: canEndUnmarked
        case .name, .freeName, .colon, .text, .fixed, .complete: false
        }
    }

    private mutating func step(_ byte: UInt8) -> Bool {
        switch place {
        case .value(let rule): return open(rule, byte)
        case .first: return stepFirst(byte)
        case .nameQuote: return stepNameQuote(byte)
        case .name(let member, let inside): return stepName(member, inside, byte)
        case .freeName(let phase, let count): return stepFreeName(phase, count, byte)
        case .colon:
            guard byte == UInt8(ascii: ":"), let value = memberValue else { return false }
            place = .value(value)
            return true
        case .text(let phase, let count, let most): return stepText(phase, count, most, byte)
        case .fixed(let rule, let inside): return stepFixed(rule, inside, byte)
        case .number(let phase, let isWhole):
            if let next = phase.advanced(byte, isWhole: isWhole) {
                place = .number(next, isWhole: isWhole)
                return true
            }
            return stepPastEnd(byte)
        case .literal(let rule, let inside): return stepLiteral(rule, inside, byte)
        case .after: return stepAfter(byte)
        case .complete: return false
        }
    }

    /// The rule of the value whose name was read.
    private var memberValue: Int? {
        guard let frame = frames.last else { return nil }
        switch grammar.rules[frame.rule] {
        case .object(_, let values, _): return values[frame.count - 1]
        case .map(let value, _): return value
        default: return nil
        }
    }

    private mutating func open(_ rule: Int, _ byte: UInt8) -> Bool {
        switch grammar.rules[rule] {
        case .text(let most):
            guard byte == Self.quote else { return false }
            place = .text(.plain, count: 0, atMost: most)
        case .fixed(let set):
            guard byte == Self.quote else { return false }
            place = .fixed(rule, set.start)
        case .number(let isWhole):
            guard let next = JSONNumberPhase.start.advanced(byte, isWhole: isWhole) else { return false }
            place = .number(next, isWhole: isWhole)
        case .literal(let set): return stepLiteral(rule, set.start, byte)
        case .list: return openFrame(rule, byte, bracket: UInt8(ascii: "["))
        case .object, .map: return openFrame(rule, byte, bracket: UInt8(ascii: "{"))
        case .either: return false
        }
        return true
    }

    private mutating func openFrame(_ rule: Int, _ byte: UInt8, bracket: UInt8) -> Bool {
        guard byte == bracket, frames.count < Self.deepest else { return false }
        frames.append(Frame(rule: rule))
        place = .first
        return true
    }

    /// Ends the innermost list or object.
    private mutating func close() -> Bool {
        frames.removeLast()
        endValue()
        return true
    }

    private mutating func endValue() { place = frames.isEmpty ? .complete : .after }

    private mutating func stepFirst(_ byte: UInt8) -> Bool {
        switch grammar.rules[innermost] {
        case .list(let element, let least, _):
            if byte == UInt8(ascii: "]") { return least == 0 && close() }
            guard open(element, byte) else { return false }
            // The element may have opened a frame of its own on top of the list's.
            let opensFrame =
                switch grammar.rules[element] {
                case .list, .object, .map: true
                default: false
                }
            frames[frames.count - (opensFrame ? 2 : 1)].count = 1
            return true
        case .object(_, _, let isRequired):
            if byte == UInt8(ascii: "}") { return !isRequired.contains(true) && close() }
            return !isRequired.isEmpty && stepNameQuote(byte)
        case .map(_, let most):
            if byte == UInt8(ascii: "}") { return close() }
            return most > 0 && stepNameQuote(byte)
        default: return false
        }
    }

    private mutating func stepNameQuote(_ byte: UInt8) -> Bool {
        guard byte == Self.quote, let frame = frames.last else { return false }
        switch grammar.rules[frame.rule] {
        case .object(let names, _, _): self = naming(frame.count, names[frame.count])
        case .map: place = .freeName(.plain, count: 0)
        default: return false
        }
        return true
    }

    /// The state after the quote in front of a member's name.
    func naming(_ member: Int, _ names: PrefixSet) -> JSONWay {
        var next = self
        next.place = .name(member: member, names.start)
        next.blanks = 0
        return next
    }

    private mutating func stepName(_ member: Int, _ inside: PrefixSet.Place, _ byte: UInt8) -> Bool {
        guard case .object(let names, _, _) = grammar.rules[innermost] else { return false }
        if byte == Self.quote, names[member].canEnd(inside) {
            frames[frames.count - 1].count = member + 1
            place = .colon
            return true
        }
        guard let next = names[member].advanced(inside, byte) else { return false }
        place = .name(member: member, next)
        return true
    }

    private mutating func stepFreeName(_ phase: JSONTextPhase, _ count: Int, _ byte: UInt8) -> Bool {
        if phase == .plain, byte == Self.quote {
            frames[frames.count - 1].count += 1
            place = .colon
            return true
        }
        guard phase != .plain || count < Self.longestName, let next = phase.advanced(byte) else {
            return false
        }
        place = .freeName(next, count: count + (phase == .plain ? 1 : 0))
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
        if byte == Self.quote {
            endValue()
            return true
        }
        guard count < most, let next = phase.advanced(byte) else { return false }
        place = .text(next, count: count + 1, atMost: most)
        return true
    }

    private mutating func stepFixed(_ rule: Int, _ inside: PrefixSet.Place, _ byte: UInt8) -> Bool {
        guard case .fixed(let set) = grammar.rules[rule] else { return false }
        if byte == Self.quote, set.canEnd(inside) {
            endValue()
            return true
        }
        guard let next = set.advanced(inside, byte) else { return false }
        place = .fixed(rule, next)
        return true
    }

    private mutating func stepLiteral(_ rule: Int, _ inside: PrefixSet.Place, _ byte: UInt8) -> Bool {
        guard case .literal(let set) = grammar.rules[rule] else { return false }
        guard let next = set.advanced(inside, byte) else { return stepPastEnd(byte) }
        if set.canEnd(next), !set.goesOn(next) {
            endValue()
        } else {
            place = .literal(rule, next)
        }
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
        case .object(let names, _, let isRequired):
            let rest = frames[last].count..<names.count
            if byte == UInt8(ascii: "}") { return !rest.contains { isRequired[$0] } && close() }
            guard byte == UInt8(ascii: ","), !rest.isEmpty else { return false }
            place = .nameQuote
        case .map(_, let most):
            if byte == UInt8(ascii: "}") { return close() }
            guard byte == UInt8(ascii: ","), frames[last].count < most else { return false }
            place = .nameQuote
        default: return false
        }
        return true
    }

    // MARK: - Values that the next byte ends

    private var canEndUnmarked: Bool {
        switch place {
        case .number(let phase, _): return phase.canEnd
        case .literal(let rule, let inside):
            guard case .literal(let set) = grammar.rules[rule] else { return false }
            return set.canEnd(inside)
        default: return false
        }
    }

    mutating func endUnmarked() { if canEndUnmarked { endValue() } }

    /// Ends a number, which only the byte after it does, and takes that byte.
    private mutating func stepPastEnd(_ byte: UInt8) -> Bool {
        guard canEndUnmarked, !frames.isEmpty else { return false }
        let number = place
        endValue()
        if step(byte) { return true }
        place = number
        return false
    }
}

extension JSONWay: Hashable {
    /// Whether both readings stand at the same place of the same value.
    static func == (one: JSONWay, other: JSONWay) -> Bool {
        one.grammar === other.grammar && one.frames == other.frames && one.place == other.place
            && one.blanks == other.blanks
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(frames)
        hasher.combine(place)
    }
}
