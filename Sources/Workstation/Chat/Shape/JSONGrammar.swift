/// A ``JSONShape`` taken apart into numbered rules, which a ``JSONMachine`` follows.
final class JSONGrammar: Sendable {
    /// One rule.
    enum Rule: Sendable {
        case text(atMost: Int)
        case fixed(PrefixSet)
        case list(element: Int, atLeast: Int, atMost: Int)
        case object(names: [PrefixSet], values: [Int])
    }

    /// The rules; the last one is the whole value.
    let rules: [Rule]

    /// Takes a shape apart.
    ///
    /// - Throws: ``WorkstationError`` with code `invalid_shape` when no value fits the shape.
    init(_ shape: JSONShape) throws {
        var rules: [Rule] = []
        _ = try Self.add(shape, to: &rules)
        self.rules = rules
    }

    /// The number of the rule of the whole value.
    var root: Int { rules.count - 1 }

    private static func add(_ shape: JSONShape, to rules: inout [Rule]) throws -> Int {
        switch shape {
        case .text(let most):
            try require(most >= 0, "a text may not have fewer than 0 characters")
            rules.append(.text(atMost: most))
        case .choice(let strings):
            try require(!strings.isEmpty, "a choice needs at least one string")
            try require(strings.allSatisfy { !$0.isEmpty }, "a choice may not hold an empty string")
            try require(Set(strings).count == strings.count, "a choice may hold each string once")
            rules.append(.fixed(PrefixSet(strings)))
        case .excerpt(let text, let least, let most):
            let pieces = PrefixSet(pieces: text, atLeast: least, atMost: most)
            try require(!pieces.isEmpty, "there are no words to copy")
            rules.append(.fixed(pieces))
        case .list(let element, let least, let most):
            try require(least >= 0 && most >= max(least, 1), "a list needs room for at least one element")
            let element = try add(element, to: &rules)
            rules.append(.list(element: element, atLeast: least, atMost: most))
        case .object(let members):
            try require(!members.isEmpty, "an object needs at least one member")
            try require(members.allSatisfy { !$0.name.isEmpty }, "a member needs a name")
            try require(Set(members.map(\.name)).count == members.count, "a name may stand once")
            let values = try members.map { try add($0.shape, to: &rules) }
            rules.append(.object(names: members.map { PrefixSet([$0.name]) }, values: values))
        }
        return rules.count - 1
    }

    private static func require(_ condition: Bool, _ message: String) throws {
        guard condition else {
            throw WorkstationError.invalid("invalid_shape", "The answer's shape fits no value: \(message).")
        }
    }
}
