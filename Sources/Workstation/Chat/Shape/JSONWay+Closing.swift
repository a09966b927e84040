extension JSONWay {
    /// The bytes that close what is open, with as little as the shape allows.
    var closing: [UInt8] {
        var rest = self
        var bytes: [UInt8] = []
        while let byte = rest.stepTowardsEnd() { bytes.append(byte) }
        return bytes
    }

    /// Takes the next byte of ``closing``; nil when the value is whole.
    private mutating func stepTowardsEnd() -> UInt8? {
        endUnmarked()
        if case .value(let rule) = place, case .either(let all) = grammar.rules[rule] {
            place = .value(all[0])
        }
        let byte: UInt8
        switch place {
        case .complete: return nil
        case .nameQuote: return nameTowardsEnd()
        case .first:
            if isClosable { break }
            if case .object = grammar.rules[innermost] { return nameTowardsEnd() }
            if case .list(let element, _, _) = grammar.rules[innermost] {
                frames[frames.count - 1].count = 1
                place = .value(element)
                return stepTowardsEnd()
            }
        default: break
        }
        byte = byteTowardsEnd
        let isAllowed = advance(byte)
        precondition(isAllowed, "the byte towards the end may stand")
        return byte
    }

    /// Whether the innermost list or object may end right here.
    private var isClosable: Bool {
        guard let frame = frames.last else { return false }
        switch grammar.rules[frame.rule] {
        case .list(_, let least, _): return frame.count >= least
        case .object(let names, _, let isRequired):
            return !(frame.count..<names.count).contains { isRequired[$0] }
        case .map: return true
        default: return false
        }
    }

    /// Begins the name of the next member that may not be left out, after a comma of any member.
    private mutating func nameTowardsEnd() -> UInt8? {
        if case .object(let names, _, let isRequired) = grammar.rules[innermost] {
            let from = frames[frames.count - 1].count
            let member = (from..<names.count).first { isRequired[$0] } ?? from
            self = naming(member, names[member])
        } else {
            place = .freeName(.plain, count: 0)
        }
        return Self.quote
    }

    private var byteTowardsEnd: UInt8 {
        switch place {
        case .value(let rule): return openingByte(rule)
        case .name(let member, let inside):
            guard case .object(let names, _, _) = grammar.rules[innermost] else { return Self.quote }
            return names[member].canEnd(inside) ? Self.quote : names[member].byteTowardsEnd(inside)
        case .colon: return UInt8(ascii: ":")
        case .text(let phase, _, _), .freeName(let phase, _): return phase.byteTowardsEnd ?? Self.quote
        case .fixed(let rule, let inside):
            guard case .fixed(let set) = grammar.rules[rule] else { return Self.quote }
            return set.canEnd(inside) ? Self.quote : set.byteTowardsEnd(inside)
        case .number: return UInt8(ascii: "0")
        case .literal(let rule, let inside):
            guard case .literal(let set) = grammar.rules[rule] else { return Self.quote }
            return set.byteTowardsEnd(inside)
        case .first, .after:
            guard isClosable else { return UInt8(ascii: ",") }
            if case .list = grammar.rules[innermost] { return UInt8(ascii: "]") }
            return UInt8(ascii: "}")
        case .nameQuote, .complete: return Self.quote
        }
    }

    private func openingByte(_ rule: Int) -> UInt8 {
        switch grammar.rules[rule] {
        case .text, .fixed, .either: Self.quote
        case .number: UInt8(ascii: "0")
        case .literal(let set): set.byteTowardsEnd(set.start)
        case .list: UInt8(ascii: "[")
        case .object, .map: UInt8(ascii: "{")
        }
    }
}
