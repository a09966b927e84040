/// Parses the statements of a template.
struct JinjaParser {
    /// Deepest nesting of blocks.
    static let deepestBlocks = 40

    private let tokens: [JinjaToken]
    private var index = 0
    private var blockDepth = 0
    var expressionDepth = 0
    /// How often the names were used under which a macro finds arguments that it has no parameters for.
    var freeArgumentUses = ["varargs": 0, "kwargs": 0]

    /// Returns the statements of a template.
    static func parse(_ source: String) throws -> [JinjaStatement] {
        var parser = JinjaParser(tokens: try JinjaLexer.tokens(of: source))
        let (statements, ending) = try parser.body(until: [])
        precondition(ending.isEmpty, "only the end of the template ends the outermost body")
        return statements
    }

    private init(tokens: [JinjaToken]) { self.tokens = tokens }

    // MARK: - Tokens

    var current: JinjaToken.Kind { tokens[index].kind }
    var line: Int { tokens[index].line }
    var following: JinjaToken.Kind { tokens[min(index + 1, tokens.count - 1)].kind }

    mutating func advance() { index = min(index + 1, tokens.count - 1) }

    mutating func accept(_ kind: JinjaToken.Kind) -> Bool {
        guard current == kind else { return false }
        advance()
        return true
    }

    mutating func accept(sign: String) -> Bool { accept(.sign(sign)) }

    mutating func accept(name: String) -> Bool { accept(.name(name)) }

    mutating func expect(_ kind: JinjaToken.Kind) throws {
        guard accept(kind) else { throw unexpected() }
    }

    mutating func expectName() throws -> String {
        guard case .name(let name) = current else { throw unexpected() }
        advance()
        return name
    }

    func unexpected() -> TokenizerError {
        let found: String =
            switch current {
            case .data: "text"
            case .blockBegin: "{%"
            case .blockEnd: "%}"
            case .variableBegin: "{{"
            case .variableEnd: "}}"
            case .name(let name): name
            case .string: "string"
            case .integer(let value): String(value)
            case .float(let value): String(value)
            case .sign(let sign): sign
            case .end: "end of the template"
            }
        return .template("an unexpected \(TokenizerError.quoted(found))", line: line)
    }

    // MARK: - Blocks

    /// Parses up to one of the named tags, whose name is returned with the tag not yet closed; none is the end.
    private mutating func body(until endings: Set<String>) throws -> (
        statements: [JinjaStatement], ending: String
    ) {
        blockDepth += 1
        defer { blockDepth -= 1 }
        guard blockDepth <= Self.deepestBlocks else {
            throw TokenizerError.templateLimit("its blocks are nested deeper than \(Self.deepestBlocks)")
        }
        var statements: [JinjaStatement] = []
        while true {
            switch current {
            case .data(let text):
                advance()
                statements.append(.text(text))
            case .variableBegin:
                advance()
                statements.append(.output(try expression(allowsTuple: true)))
                try expect(.variableEnd)
            case .blockBegin:
                advance()
                let place = line
                let name = try expectName()
                if endings.contains(name) { return (statements, name) }
                statements.append(try statement(name, line: place))
            default:
                guard endings.isEmpty, current == .end else {
                    let wanted = endings.sorted().joined(separator: " or ")
                    throw TokenizerError.template("\(wanted) is missing", line: line)
                }
                return (statements, "")
            }
        }
    }

    private mutating func simpleBody(until ending: String) throws -> [JinjaStatement] {
        try expect(.blockEnd)
        let statements = try body(until: [ending]).statements
        // Jinja lets some end tags repeat the block's name.
        if ending == "endmacro" || ending == "endcall", case .name = current { advance() }
        try expect(.blockEnd)
        return statements
    }

    private mutating func statement(_ name: String, line: Int) throws -> JinjaStatement {
        switch name {
        case "if": return try condition()
        case "for": return try loop()
        case "set": return try assignment()
        case "macro": return .macro(try macro())
        case "call": return try callBlock()
        case "filter":
            let filters = try filterChain()
            return .filterBlock(filters, body: try simpleBody(until: "endfilter"))
        case "with": return try scope()
        case "generation": return .generation(try simpleBody(until: "endgeneration"))
        case "break", "continue":
            try expect(.blockEnd)
            return name == "break" ? .leaveLoop : .nextIteration
        default:
            throw TokenizerError.template(
                "the tag \(TokenizerError.quoted(name)) is not supported in a chat template", line: line)
        }
    }

    private mutating func condition() throws -> JinjaStatement {
        var branches: [(test: JinjaExpression, body: [JinjaStatement])] = []
        while true {
            let test = try expression(allowsTuple: true)
            try expect(.blockEnd)
            let (statements, ending) = try body(until: ["elif", "else", "endif"])
            branches.append((test, statements))
            if ending == "elif" { continue }
            let otherwise = ending == "else" ? try simpleBody(until: "endif") : []
            if ending == "endif" { try expect(.blockEnd) }
            return .condition(branches, otherwise: otherwise)
        }
    }

    private mutating func loop() throws -> JinjaStatement {
        let target = try target(allowsAttribute: false)
        try expect(.name("in"))
        let sequence = try expression(allowsTuple: true, allowsCondition: false)
        let filter = accept(name: "if") ? try expression() : nil
        let isRecursive = accept(name: "recursive")
        try expect(.blockEnd)
        let (statements, ending) = try body(until: ["else", "endfor"])
        let otherwise = ending == "else" ? try simpleBody(until: "endfor") : []
        if ending == "endfor" { try expect(.blockEnd) }
        return .loop(
            JinjaStatement.Loop(
                target: target, sequence: sequence, filter: filter, body: statements, otherwise: otherwise,
                isRecursive: isRecursive))
    }

    private mutating func assignment() throws -> JinjaStatement {
        let target = try target(allowsAttribute: true)
        if accept(sign: "=") {
            let value = try expression(allowsTuple: true)
            try expect(.blockEnd)
            return .assign(target, value)
        }
        let filters = accept(sign: "|") ? try filterChain() : []
        return .capture(target, filters: filters, body: try simpleBody(until: "endset"))
    }

    /// Parses what is assigned to: a name, an attribute of a namespace, or several with commas.
    private mutating func target(allowsAttribute: Bool) throws -> JinjaStatement.Target {
        var targets: [JinjaStatement.Target] = []
        repeat {
            // A comma may end the list.
            if !targets.isEmpty, current == .name("in") || current == .sign(")") || current == .sign("=") {
                break
            }
            if accept(sign: "(") {
                expressionDepth += 1
                defer { expressionDepth -= 1 }
                guard expressionDepth <= Self.deepestBlocks else { throw unexpected() }
                targets.append(try target(allowsAttribute: allowsAttribute))
                try expect(.sign(")"))
                continue
            }
            let name = try expectName()
            if allowsAttribute, accept(sign: ".") {
                targets.append(.attribute(name, try expectName()))
            } else {
                targets.append(.name(name))
            }
        } while accept(sign: ",")
        return targets.count == 1 ? targets[0] : .tuple(targets)
    }

    private mutating func scope() throws -> JinjaStatement {
        var assignments: [(target: JinjaStatement.Target, value: JinjaExpression)] = []
        while current != .blockEnd {
            if !assignments.isEmpty { try expect(.sign(",")) }
            let name = JinjaStatement.Target.name(try expectName())
            try expect(.sign("="))
            assignments.append((name, try expression()))
        }
        return .scope(assignments, body: try simpleBody(until: "endwith"))
    }

    private mutating func macro() throws -> JinjaStatement.Macro {
        let name = try expectName()
        let parameters = try parameters()
        let before = freeArgumentUses
        let body = try simpleBody(until: "endmacro")
        return JinjaStatement.Macro(
            name: name, parameters: parameters, body: body,
            takesMore: freeArgumentUses["varargs"] != before["varargs"],
            takesMoreNames: freeArgumentUses["kwargs"] != before["kwargs"])
    }

    private mutating func callBlock() throws -> JinjaStatement {
        let parameters = current == .sign("(") ? try parameters() : []
        let call = try expression()
        guard case .call = call.kind else {
            throw TokenizerError.template("a call block does not call anything", line: call.line)
        }
        let body = try simpleBody(until: "endcall")
        return .callBlock(
            call, caller: JinjaStatement.Macro(name: "caller", parameters: parameters, body: body))
    }

    private mutating func parameters() throws -> [(name: String, initial: JinjaExpression?)] {
        try expect(.sign("("))
        var result: [(name: String, initial: JinjaExpression?)] = []
        while !accept(sign: ")") {
            if !result.isEmpty { try expect(.sign(",")) }
            let name = try expectName()
            result.append((name, accept(sign: "=") ? try expression() : nil))
        }
        return result
    }

    private mutating func filterChain() throws -> [JinjaStatement.Filter] {
        var filters: [JinjaStatement.Filter] = []
        repeat {
            let place = line
            let name = try expectName()
            let arguments = current == .sign("(") ? try arguments() : JinjaExpression.Arguments()
            filters.append(JinjaStatement.Filter(name: name, arguments: arguments, line: place))
        } while accept(sign: "|")
        return filters
    }
}
