/// A ``JSONShape`` taken apart into numbered rules, which a ``JSONMachine`` follows.
final class JSONGrammar: Sendable {
    /// One rule.
    enum Rule: Sendable {
        case text(atMost: Int)
        case fixed(PrefixSet)
        case number(isWhole: Bool)
        case literal(PrefixSet)
        case list(element: Int, atLeast: Int, atMost: Int)
        case object(names: [PrefixSet], values: [Int], isRequired: [Bool])
        case map(value: Int, atMost: Int)
        /// The rules of all alternatives, none of them an alternative itself, first the one that closes an answer.
        case either([Int])
    }

    /// The rules.
    let rules: [Rule]
    /// The number of the rule of the whole value.
    let root: Int

    /// The most members of an object with any names, and elements of an array of any values.
    static let mostParts = 1 << 16
    /// The longest string of any value, in Unicode scalars.
    static let longestText = 1 << 20

    /// Takes a shape apart.
    ///
    /// - Throws: ``WorkstationError`` with code `invalid_shape` when no value fits the shape.
    init(_ shape: JSONShape) throws {
        var builder = Builder()
        root = try builder.add(shape)
        rules = builder.rules
        guard builder.leastLengths()[root] <= Self.longestText else {
            throw Builder.fault("the shortest one is too long")
        }
        guard Self.endsByItself(shape) else {
            throw Builder.fault("a number needs a list or an object around it")
        }
    }

    /// Whether the last byte of a value says that it is the last; only the byte after a number does.
    private static func endsByItself(_ shape: JSONShape) -> Bool {
        switch shape {
        case .number, .anything: false
        case .literal(let values):
            !values.contains { value in values.contains { $0 != value && $0.hasPrefix(value) } }
        case .either(let shapes): shapes.allSatisfy(endsByItself)
        case .text, .choice, .excerpt, .list, .object, .map: true
        }
    }

    /// The rules on their way.
    private struct Builder {
        var rules: [Rule] = []
        /// The rule of any value, which is made once.
        private var anything: Int?

        mutating func add(_ shape: JSONShape) throws -> Int {
            let rule = try rule(of: shape)
            guard let rule else { return anyValue() }
            rules.append(rule)
            return rules.count - 1
        }

        /// The rule of a shape, whose parts are added before it; nil for any value.
        private mutating func rule(of shape: JSONShape) throws -> Rule? {
            switch shape {
            case .text(let most):
                try Self.require(most >= 0, "a text may not have fewer than 0 characters")
                return .text(atMost: most)
            case .choice(let strings):
                try Self.require(!strings.isEmpty, "a choice needs at least one string")
                try Self.require(strings.allSatisfy { !$0.isEmpty }, "a choice may not hold an empty string")
                try Self.require(Set(strings).count == strings.count, "a choice may hold each string once")
                return .fixed(PrefixSet(strings))
            case .excerpt(let text, let least, let most):
                let pieces = PrefixSet(pieces: text, atLeast: least, atMost: most)
                try Self.require(!pieces.isEmpty, "there are no words to copy")
                return .fixed(pieces)
            case .number(let isWhole): return .number(isWhole: isWhole)
            case .literal(let values):
                try Self.require(!values.isEmpty, "a choice needs at least one value")
                try Self.require(
                    values.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } },
                    "a value without quotes is a number or a word")
                try Self.require(Set(values).count == values.count, "a choice may hold each value once")
                return .literal(PrefixSet(values))
            case .list(let element, let least, let most):
                try Self.require(
                    least >= 0 && most >= max(least, 1), "a list needs room for at least one element")
                return .list(element: try add(element), atLeast: least, atMost: most)
            case .object(let members):
                try Self.require(members.allSatisfy { !$0.name.isEmpty }, "a member needs a name")
                try Self.require(Set(members.map(\.name)).count == members.count, "a name may stand once")
                let values = try members.map { try add($0.shape) }
                return .object(
                    names: members.map { PrefixSet([$0.name]) }, values: values,
                    isRequired: members.map(\.isRequired))
            case .map(let value, let most):
                try Self.require(most >= 0, "an object may not have fewer than 0 members")
                return .map(value: try add(value), atMost: most)
            case .either(let shapes):
                try Self.require(!shapes.isEmpty, "there is no alternative to choose from")
                let alternatives = try shapes.flatMap { shape in
                    let rule = try add(shape)
                    if case .either(let inner) = rules[rule] { return inner }
                    return [rule]
                }
                let lengths = leastLengths()
                return .either(alternatives.sorted { (lengths[$0], $0) < (lengths[$1], $1) })
            case .anything: return nil
            }
        }

        /// The rule of any value, whose lists and objects hold any value again.
        private mutating func anyValue() -> Int {
            if let anything { return anything }
            let first = rules.count
            rules += [
                .literal(PrefixSet(["null", "true", "false"])), .text(atMost: JSONGrammar.longestText),
                .number(isWhole: false),
                .list(element: first + 5, atLeast: 0, atMost: JSONGrammar.mostParts),
                .map(value: first + 5, atMost: JSONGrammar.mostParts),
                .either((first..<first + 5).map(\.self)),
            ]
            anything = first + 5
            return first + 5
        }

        /// The fewest bytes of a value of each rule; rules are made after those that they need, any value apart.
        func leastLengths() -> [Int] {
            // Lists of lists multiply; what is beyond a whole answer is too long in any case.
            let most = JSONGrammar.longestText + 1
            var lengths = [Int](repeating: 2, count: rules.count)
            for (index, rule) in rules.enumerated() {
                switch rule {
                case .text, .map: lengths[index] = 2
                case .fixed(let set): lengths[index] = set.shortestLength + 2
                case .number: lengths[index] = 1
                case .literal(let set): lengths[index] = set.shortestLength
                case .list(let element, let least, _):
                    lengths[index] = least == 0 ? 2 : min(min(least, most) * (lengths[element] + 1) + 1, most)
                case .object(let names, let values, let isRequired):
                    let parts = names.indices.filter { isRequired[$0] }
                        .map { names[$0].shortestLength + 4 + lengths[values[$0]] }
                    lengths[index] = min(2 + parts.reduce(0, +), most)
                case .either(let all): lengths[index] = lengths[all.first ?? index]
                }
            }
            return lengths
        }

        private static func require(_ condition: Bool, _ message: String) throws {
            guard condition else { throw fault(message) }
        }

        static func fault(_ message: String) -> WorkstationError {
            .invalid("invalid_shape", "The answer's shape fits no value: \(message).")
        }
    }
}
