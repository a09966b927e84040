/// Expressions.
extension JinjaInterpreter {
    /// Returns the value of an expression.
    func evaluate(_ expression: JinjaExpression) throws -> JinjaValue {
        try budget.step()
        try budget.enter()
        defer { budget.leave() }
        switch expression.kind {
        case .literal(let literal): return Self.value(of: literal)
        case .name(let name): return lookUp(name)
        case .list(let items, let isTuple):
            try budget.charge(list: items.count)
            return try .list(items.map { try evaluate($0) }, isTuple: isTuple)
        case .dictionary(let entries):
            try budget.charge(list: entries.count)
            return .dictionary(
                try JinjaDictionary(entries.map { (try evaluate($0.key), try evaluate($0.value)) }))
        case .attribute(let base, let name):
            return try attribute(name, of: evaluate(base), line: expression.line)
        case .item(let base, let key):
            return try item(evaluate(key), of: evaluate(base), line: expression.line)
        case .slice(let base, let from, let to, let step):
            return try slice(
                evaluate(base), from: from.map { try evaluate($0) }, to: to.map { try evaluate($0) },
                step: step.map { try evaluate($0) }, line: expression.line)
        case .call(let callee, let arguments):
            return try call(evaluate(callee), evaluate(arguments), line: expression.line)
        case .filter(let base, let name, let arguments):
            return try apply(filter: name, to: evaluate(base), evaluate(arguments), line: expression.line)
        case .test(let base, let name, let arguments, let isNegated):
            let holds = try test(name, evaluate(base), evaluate(arguments), line: expression.line)
            return .boolean(holds != isNegated)
        case .unary(let sign, let operand): return try unary(sign, evaluate(operand), line: expression.line)
        case .binary(.and, let left, let right):
            let value = try evaluate(left)
            return value.isTrue ? try evaluate(right) : value
        case .binary(.or, let left, let right):
            let value = try evaluate(left)
            return value.isTrue ? value : try evaluate(right)
        case .binary(let sign, let left, let right):
            return try binary(sign, evaluate(left), evaluate(right), line: expression.line)
        case .comparison(let first, let rest): return try compare(first, rest, line: expression.line)
        case .conditional(let test, let then, let otherwise):
            if try evaluate(test).isTrue { return try evaluate(then) }
            return try otherwise.map { try evaluate($0) } ?? .undefined("a condition without else is false")
        }
    }

    /// Returns the values of arguments.
    func evaluate(_ arguments: JinjaExpression.Arguments) throws -> JinjaArguments {
        var result = JinjaArguments(positional: try arguments.positional.map { try evaluate($0) })
        for argument in arguments.named { result.named.append((argument.name, try evaluate(argument.value))) }
        if let spread = try arguments.spread.map({ try evaluate($0) }) {
            let items = try spread.elements()
            try budget.charge(list: items.count)
            result.positional += items
        }
        if let spread = try arguments.namedSpread.map({ try evaluate($0) }) {
            guard case .dictionary(let dictionary) = spread else {
                throw TokenizerError.template("** stands in front of \(spread.kindName), not of a mapping")
            }
            try budget.charge(list: dictionary.keys.count)
            for (key, value) in zip(dictionary.keys, dictionary.values) {
                result.named.append((key.printed.string, value))
            }
        }
        return result
    }

    private static func value(of literal: JinjaExpression.Literal) -> JinjaValue {
        switch literal {
        case .none: .none
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .float(let value): .float(value)
        case .text(let value): .plain(value)
        }
    }

    private func lookUp(_ name: String) -> JinjaValue {
        if let value = scope.value(of: name) { return value }
        if Self.globals.contains(name) { return .function(JinjaFunction(.global(name))) }
        return .undefined("\(TokenizerError.quoted(name)) is not defined")
    }

    // MARK: - Operators

    private func compare(
        _ first: JinjaExpression, _ rest: [(sign: JinjaExpression.Comparison, value: JinjaExpression)],
        line: Int
    ) throws -> JinjaValue {
        var left = try evaluate(first)
        for (sign, expression) in rest {
            let right = try evaluate(expression)
            guard try compare(sign, left, right, line: line) else { return .boolean(false) }
            left = right
        }
        return .boolean(true)
    }

    /// Returns whether a comparison holds.
    func compare(
        _ sign: JinjaExpression.Comparison, _ left: JinjaValue, _ right: JinjaValue, line: Int
    ) throws -> Bool {
        switch sign {
        case .in, .notIn:
            if case .dictionary = right { try budget.step() } else { try budget.charge(list: right.weight) }
        default: try budget.charge(list: min(left.weight, right.weight))
        }
        switch sign {
        case .equal: return left.isEqual(to: right)
        case .unequal: return !left.isEqual(to: right)
        case .less: return try left.precedes(right)
        case .lessOrEqual: return try left.precedes(right) || left.isEqual(to: right)
        case .greater: return try right.precedes(left)
        case .greaterOrEqual: return try right.precedes(left) || left.isEqual(to: right)
        case .in: return try right.contains(left)
        case .notIn: return try !right.contains(left)
        }
    }

    private func unary(_ sign: JinjaExpression.Unary, _ value: JinjaValue, line: Int) throws -> JinjaValue {
        if sign == .not { return .boolean(!value.isTrue) }
        if case .float(let number) = value { return .float(sign == .minus ? -number : number) }
        guard let number = value.wholeNumber, number != .min else {
            throw TokenizerError.template("\(value.kindName) has no sign", line: line)
        }
        return .integer(sign == .minus ? -number : number)
    }

    private func binary(
        _ sign: JinjaExpression.Binary, _ left: JinjaValue, _ right: JinjaValue, line: Int
    ) throws -> JinjaValue {
        switch (sign, left, right) {
        case (.concatenate, _, _):
            let text = (try printed(left), try printed(right))
            try budget.charge(text: text.0.count + text.1.count)
            return .text(text.0 + text.1)
        case (.add, .text(let one), .text(let two)):
            try budget.charge(text: one.count + two.count)
            return .text(one + two)
        case (.add, .list(let one), .list(let two)) where one.isTuple == two.isTuple:
            try budget.charge(list: one.items.count + two.items.count)
            return try .list(one.items + two.items, isTuple: one.isTuple)
        case (.multiply, .text(let text), _) where right.wholeNumber != nil:
            return try repeated(text, right.wholeNumber ?? 0)
        case (.multiply, _, .text(let text)) where left.wholeNumber != nil:
            return try repeated(text, left.wholeNumber ?? 0)
        case (.remainder, .text(let format), _):
            if case .list(let list) = right, list.isTuple {
                return try formatted(format, JinjaArguments(positional: list.items))
            }
            return try formatted(format, JinjaArguments(positional: [right]))
        default: break
        }
        if let one = left.wholeNumber, let two = right.wholeNumber, sign != .divide {
            return try whole(sign, one, two, line: line)
        }
        guard let one = left.number, let two = right.number else {
            throw TokenizerError.template(
                "\(sign.rawValue) does not work on \(left.kindName) and \(right.kindName)\(reason(left, right))",
                line: line)
        }
        return .float(try fraction(sign, one, two, line: line))
    }

    /// Why an undefined operand is undefined.
    private func reason(_ values: JinjaValue...) -> String {
        for case .undefined(let reason) in values { return ", because \(reason)" }
        return ""
    }

    private func repeated(_ text: TaggedText, _ count: Int) throws -> JinjaValue {
        guard count > 0, text.count > 0 else { return .text(TaggedText()) }
        let (total, overflows) = text.count.multipliedReportingOverflow(by: count)
        try budget.charge(text: overflows ? .max : total)
        return .text(TaggedText(units: Array(repeatElement(text.units, count: count).joined())))
    }

    private func whole(
        _ sign: JinjaExpression.Binary, _ one: Int, _ two: Int, line: Int
    ) throws -> JinjaValue {
        if sign == .floorDivide || sign == .remainder, two == 0 {
            throw TokenizerError.template("a division by zero", line: line)
        }
        let result: (partialValue: Int, overflow: Bool)
        switch sign {
        case .add: result = one.addingReportingOverflow(two)
        case .subtract: result = one.subtractingReportingOverflow(two)
        case .multiply: result = one.multipliedReportingOverflow(by: two)
        case .floorDivide:
            let (quotient, overflows) = one.dividedReportingOverflow(by: two)
            let isRoundedUp = !overflows && one % two != 0 && (one < 0) != (two < 0)
            result = (quotient - (isRoundedUp ? 1 : 0), overflows)
        case .remainder:
            let rest = two == -1 ? 0 : one % two
            result = (rest != 0 && (rest < 0) != (two < 0) ? rest + two : rest, false)
        default:
            guard two >= 0 else { return .float(try fraction(sign, Double(one), Double(two), line: line)) }
            result = Self.power(one, two)
        }
        guard !result.overflow else { throw TokenizerError.template("a number is too large", line: line) }
        return .integer(result.partialValue)
    }

    private static func power(_ base: Int, _ exponent: Int) -> (Int, Bool) {
        if base == 0 || base == 1 { return (exponent == 0 ? 1 : base, false) }
        if base == -1 { return (exponent % 2 == 0 ? 1 : -1, false) }
        guard exponent < 64 else { return (0, true) }
        var result = (1, false)
        for _ in 0..<exponent where !result.1 { result = result.0.multipliedReportingOverflow(by: base) }
        return result
    }

    private func fraction(
        _ sign: JinjaExpression.Binary, _ one: Double, _ two: Double, line: Int
    ) throws -> Double {
        switch sign {
        case .add: return one + two
        case .subtract: return one - two
        case .multiply: return one * two
        case .power: return Self.realPower(one, two)
        default: break
        }
        guard two != 0 else { throw TokenizerError.template("a division by zero", line: line) }
        switch sign {
        case .divide: return one / two
        case .floorDivide: return (one / two).rounded(.down)
        default: return one - two * (one / two).rounded(.down)
        }
    }
}
