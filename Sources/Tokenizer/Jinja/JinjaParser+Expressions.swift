/// Expressions, by the precedence that Jinja gives its operators.
extension JinjaParser {
    private static let keywords: Set<String> = ["and", "else", "if", "in", "is", "not", "or", "recursive"]

    /// Parses an expression.
    ///
    /// - Parameters:
    ///   - allowsTuple: Whether commas may make a tuple without brackets.
    ///   - allowsCondition: Whether `a if b else c` is read; a loop's own `if` is not one.
    /// - Returns: The expression.
    /// - Throws: ``TokenizerError`` when the tokens are no expression or it is nested too deep.
    mutating func expression(allowsTuple: Bool = false, allowsCondition: Bool = true) throws
        -> JinjaExpression
    {
        expressionDepth += 1
        defer { expressionDepth -= 1 }
        guard expressionDepth <= JinjaExpression.deepest / 2 else {
            throw TokenizerError.templateLimit("an expression in line \(line) is nested too deep")
        }
        let first = try allowsCondition ? conditional() : disjunction()
        guard allowsTuple, current == .sign(",") else { return first }
        var items = [first]
        while accept(sign: ",") {
            if endsExpression { break }
            items.append(try allowsCondition ? conditional() : disjunction())
        }
        return try JinjaExpression(.list(items, isTuple: true), line: first.line, over: items)
    }

    private var endsExpression: Bool {
        switch current {
        case .blockEnd, .variableEnd, .end, .sign(")"), .sign("]"), .sign("}"), .sign("="): true
        default: false
        }
    }

    private mutating func conditional() throws -> JinjaExpression {
        var value = try disjunction()
        while accept(name: "if") {
            let test = try disjunction()
            let otherwise = accept(name: "else") ? try expression() : nil
            value = try JinjaExpression(
                .conditional(test, then: value, otherwise: otherwise), line: value.line,
                over: [value, test] + (otherwise.map { [$0] } ?? []))
        }
        return value
    }

    private mutating func disjunction() throws -> JinjaExpression {
        var left = try conjunction()
        while accept(name: "or") { left = try binary(.or, left, conjunction()) }
        return left
    }

    private mutating func conjunction() throws -> JinjaExpression {
        var left = try negation()
        while accept(name: "and") { left = try binary(.and, left, negation()) }
        return left
    }

    private mutating func negation() throws -> JinjaExpression {
        var count = 0
        let place = line
        while accept(name: "not") { count += 1 }
        var value = try comparison()
        for _ in 0..<count { value = try JinjaExpression(.unary(.not, value), line: place, over: [value]) }
        return value
    }

    private mutating func comparison() throws -> JinjaExpression {
        let first = try sum()
        var rest: [(sign: JinjaExpression.Comparison, value: JinjaExpression)] = []
        while let sign = acceptComparison() { rest.append((sign, try sum())) }
        guard !rest.isEmpty else { return first }
        return try JinjaExpression(
            .comparison(first, rest), line: first.line, over: [first] + rest.map(\.value))
    }

    private mutating func acceptComparison() -> JinjaExpression.Comparison? {
        if accept(name: "in") { return .in }
        if current == .name("not"), following == .name("in") {
            advance()
            advance()
            return .notIn
        }
        guard case .sign(let text) = current, let sign = JinjaExpression.Comparison(rawValue: text) else {
            return nil
        }
        advance()
        return sign
    }

    private mutating func sum() throws -> JinjaExpression {
        var left = try concatenation()
        while let sign = accept(oneOf: ["+", "-"]) { left = try binary(sign, left, concatenation()) }
        return left
    }

    private mutating func concatenation() throws -> JinjaExpression {
        var left = try product()
        while let sign = accept(oneOf: ["~"]) { left = try binary(sign, left, product()) }
        return left
    }

    private mutating func product() throws -> JinjaExpression {
        var left = try power()
        while let sign = accept(oneOf: ["*", "/", "//", "%"]) { left = try binary(sign, left, power()) }
        return left
    }

    private mutating func power() throws -> JinjaExpression {
        var left = try signed(withFilters: true)
        while let sign = accept(oneOf: ["**"]) { left = try binary(sign, left, signed(withFilters: true)) }
        return left
    }

    private mutating func accept(oneOf signs: [String]) -> JinjaExpression.Binary? {
        guard case .sign(let text) = current, signs.contains(text) else { return nil }
        advance()
        return JinjaExpression.Binary(rawValue: text)
    }

    private func binary(
        _ sign: JinjaExpression.Binary, _ left: JinjaExpression, _ right: JinjaExpression
    ) throws -> JinjaExpression {
        try JinjaExpression(.binary(sign, left, right), line: left.line, over: [left, right])
    }

    private mutating func signed(withFilters: Bool) throws -> JinjaExpression {
        let place = line
        var signs: [JinjaExpression.Unary] = []
        while true {
            if accept(sign: "-") {
                signs.append(.minus)
            } else if accept(sign: "+") {
                signs.append(.plus)
            } else {
                break
            }
        }
        var value = try postfix(primary())
        for sign in signs.reversed() {
            value = try JinjaExpression(.unary(sign, value), line: place, over: [value])
        }
        return withFilters ? try filtered(value) : value
    }

    // MARK: - Values

    private mutating func primary() throws -> JinjaExpression {
        let place = line
        switch current {
        case .name(let name):
            guard !Self.keywords.contains(name) else { throw unexpected() }
            advance()
            switch name {
            case "true", "True": return try literal(.boolean(true), place)
            case "false", "False": return try literal(.boolean(false), place)
            case "none", "None": return try literal(.none, place)
            default:
                freeArgumentUses[name]? += 1
                return try JinjaExpression(.name(name), line: place)
            }
        case .string(let first):
            advance()
            var text = first
            while case .string(let more) = current {
                text += more
                advance()
            }
            return try literal(.text(text), place)
        case .integer(let value):
            advance()
            return try literal(.integer(value), place)
        case .float(let value):
            advance()
            return try literal(.float(value), place)
        case .sign("("):
            advance()
            if accept(sign: ")") { return try JinjaExpression(.list([], isTuple: true), line: place) }
            let value = try expression(allowsTuple: true)
            try expect(.sign(")"))
            return value
        case .sign("["):
            advance()
            let items = try list(until: "]")
            return try JinjaExpression(.list(items, isTuple: false), line: place, over: items)
        case .sign("{"):
            advance()
            return try dictionary(place)
        default: throw unexpected()
        }
    }

    private func literal(_ value: JinjaExpression.Literal, _ line: Int) throws -> JinjaExpression {
        try JinjaExpression(.literal(value), line: line)
    }

    private mutating func list(until end: String) throws -> [JinjaExpression] {
        var items: [JinjaExpression] = []
        while !accept(sign: end) {
            if !items.isEmpty {
                try expect(.sign(","))
                if accept(sign: end) { break }
            }
            items.append(try expression())
        }
        return items
    }

    private mutating func dictionary(_ place: Int) throws -> JinjaExpression {
        var entries: [(key: JinjaExpression, value: JinjaExpression)] = []
        while !accept(sign: "}") {
            if !entries.isEmpty {
                try expect(.sign(","))
                if accept(sign: "}") { break }
            }
            let key = try expression()
            try expect(.sign(":"))
            entries.append((key, try expression()))
        }
        return try JinjaExpression(
            .dictionary(entries), line: place, over: entries.flatMap { [$0.key, $0.value] })
    }

    /// Parses `.name`, `[…]` and `(…)` behind a value.
    private mutating func postfix(_ start: JinjaExpression) throws -> JinjaExpression {
        var value = start
        while true {
            if accept(sign: ".") {
                if case .integer(let index) = current {
                    advance()
                    let key = try literal(.integer(index), line)
                    value = try JinjaExpression(.item(value, key), line: value.line, over: [value, key])
                } else {
                    value = try JinjaExpression(
                        .attribute(value, try expectName()), line: value.line, over: [value])
                }
            } else if accept(sign: "[") {
                value = try subscripted(value)
            } else if current == .sign("(") {
                let arguments = try arguments()
                value = try JinjaExpression(
                    .call(value, arguments), line: value.line, over: [value] + arguments.all)
            } else {
                return value
            }
        }
    }

    private mutating func subscripted(_ value: JinjaExpression) throws -> JinjaExpression {
        var bounds: [JinjaExpression?] = [nil]
        while !accept(sign: "]") {
            if accept(sign: ":") {
                guard bounds.count < 3 else { throw unexpected() }
                bounds.append(nil)
            } else {
                guard bounds[bounds.count - 1] == nil else { throw unexpected() }
                bounds[bounds.count - 1] = try expression()
            }
        }
        let parts = [value] + bounds.compactMap(\.self)
        if bounds.count == 1 {
            guard let key = bounds[0] else { throw unexpected() }
            return try JinjaExpression(.item(value, key), line: value.line, over: parts)
        }
        let step = bounds.count == 3 ? bounds[2] : nil
        return try JinjaExpression(
            .slice(value, from: bounds[0], to: bounds[1], step: step), line: value.line, over: parts)
    }

    /// Parses `(a, b, name=c)`.
    mutating func arguments() throws -> JinjaExpression.Arguments {
        try expect(.sign("("))
        var result = JinjaExpression.Arguments()
        var isFirst = true
        while !accept(sign: ")") {
            if !isFirst {
                try expect(.sign(","))
                if accept(sign: ")") { break }
            }
            isFirst = false
            guard result.namedSpread == nil else { throw unexpected() }
            if current == .sign("*"), result.spread == nil {
                advance()
                result.spread = try expression()
            } else if accept(sign: "**") {
                result.namedSpread = try expression()
            } else if case .name(let name) = current, following == .sign("=") {
                advance()
                advance()
                result.named.append((name, try expression()))
            } else {
                guard result.named.isEmpty, result.spread == nil else { throw unexpected() }
                result.positional.append(try expression())
            }
        }
        return result
    }

    /// Parses `| filter` and `is test` behind a value.
    private mutating func filtered(_ start: JinjaExpression) throws -> JinjaExpression {
        var value = start
        while true {
            if accept(sign: "|") {
                let name = try dottedName()
                let arguments = current == .sign("(") ? try arguments() : JinjaExpression.Arguments()
                value = try JinjaExpression(
                    .filter(value, name: name, arguments), line: value.line, over: [value] + arguments.all)
            } else if accept(name: "is") {
                value = try test(value)
            } else if current == .sign("(") {
                let arguments = try arguments()
                value = try JinjaExpression(
                    .call(value, arguments), line: value.line, over: [value] + arguments.all)
            } else {
                return value
            }
        }
    }

    private mutating func dottedName() throws -> String {
        var name = try expectName()
        while accept(sign: ".") { name += "." + (try expectName()) }
        return name
    }

    private mutating func test(_ value: JinjaExpression) throws -> JinjaExpression {
        let isNegated = accept(name: "not")
        let name = try dottedName()
        var arguments = JinjaExpression.Arguments()
        switch current {
        case .sign("("): arguments = try self.arguments()
        case .name("else"), .name("or"), .name("and"), .name("is"), .name("in"), .name("if"), .name("not"),
            .name("recursive"):
            break
        case .name, .string, .integer, .float, .sign("["), .sign("{"):
            arguments.positional = [try postfix(primary())]
        default: break
        }
        return try JinjaExpression(
            .test(value, name: name, arguments, isNegated: isNegated), line: value.line,
            over: [value] + arguments.all)
    }
}
