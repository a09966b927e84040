/// An expression of a template.
///
/// A class, so that trees share and release cheaply; its depth is bounded when it is made, so that neither evaluating
/// nor releasing a tree can use up the stack.
final class JinjaExpression: Sendable {
    /// Deepest tree that is accepted.
    static let deepest = 120

    /// What an expression is.
    enum Kind: Sendable {
        case literal(Literal)
        case name(String)
        case list([JinjaExpression], isTuple: Bool)
        case dictionary([(key: JinjaExpression, value: JinjaExpression)])
        case attribute(JinjaExpression, String)
        case item(JinjaExpression, JinjaExpression)
        case slice(JinjaExpression, from: JinjaExpression?, to: JinjaExpression?, step: JinjaExpression?)
        case call(JinjaExpression, Arguments)
        case filter(JinjaExpression, name: String, Arguments)
        case test(JinjaExpression, name: String, Arguments, isNegated: Bool)
        case unary(Unary, JinjaExpression)
        case binary(Binary, JinjaExpression, JinjaExpression)
        case comparison(JinjaExpression, [(sign: Comparison, value: JinjaExpression)])
        case conditional(JinjaExpression, then: JinjaExpression, otherwise: JinjaExpression?)
    }

    /// A value written in the template.
    enum Literal: Sendable {
        case none
        case boolean(Bool)
        case integer(Int)
        case float(Double)
        case text(String)
    }

    /// The arguments of a call, a filter or a test.
    struct Arguments: Sendable {
        var positional: [JinjaExpression] = []
        var named: [(name: String, value: JinjaExpression)] = []
        /// `*values`: further arguments in a list.
        var spread: JinjaExpression?
        /// `**values`: further arguments by name in a mapping.
        var namedSpread: JinjaExpression?
    }

    /// Operators on one value.
    enum Unary: Sendable { case not, minus, plus }

    /// Operators on two values.
    enum Binary: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case floorDivide = "//"
        case remainder = "%"
        case power = "**"
        case concatenate = "~"
        case and
        case or
    }

    /// Comparisons, which can be chained.
    enum Comparison: String, Sendable {
        case equal = "=="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case `in`
        case notIn
    }

    /// What it is.
    let kind: Kind
    /// The line it starts on.
    let line: Int
    /// Height of the tree, 1 for a leaf.
    let depth: Int

    /// Makes a node over its parts.
    ///
    /// - Throws: ``TokenizerError`` when the tree becomes deeper than ``deepest``.
    init(_ kind: Kind, line: Int, over parts: [JinjaExpression] = []) throws {
        self.kind = kind
        self.line = line
        depth = 1 + (parts.lazy.map(\.depth).max() ?? 0)
        guard depth <= Self.deepest else {
            throw TokenizerError.templateLimit(
                "an expression in line \(line) is nested deeper than \(Self.deepest)")
        }
    }
}

extension JinjaExpression.Arguments {
    /// All argument expressions.
    var all: [JinjaExpression] {
        positional + named.map(\.value) + [spread, namedSpread].compactMap(\.self)
    }
}
