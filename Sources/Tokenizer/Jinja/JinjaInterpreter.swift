/// Runs a template over a chat.
///
/// It has no way to files, the network, the environment or the clock; what it may use up is counted by a budget.
final class JinjaInterpreter {
    /// How a run of statements ended.
    enum Flow { case next, leaveLoop, nextIteration }

    /// What may still be used up.
    var budget: JinjaBudget
    /// The scope that names are looked up in.
    var scope: JinjaScope
    /// Formats the current time for `strftime_now`.
    let formatNow: (String) -> String
    private var output = TaggedText()
    private var loopLevel = 0
    /// Scopes that macros or namespaces keep, to be taken apart at the end.
    private var kept: [JinjaScope] = []

    private init(budget: JinjaBudget, scope: JinjaScope, formatNow: @escaping (String) -> String) {
        self.budget = budget
        self.scope = scope
        self.formatNow = formatNow
    }

    /// Returns what a template writes.
    static func render(
        _ statements: [JinjaStatement], variables: [String: JinjaValue], budget: JinjaBudget,
        formatNow: @escaping (String) -> String
    ) throws -> TaggedText {
        let interpreter = JinjaInterpreter(
            budget: budget, scope: JinjaScope(variables), formatNow: formatNow)
        defer { for scope in interpreter.kept { scope.clear() } }
        _ = try interpreter.run(statements)
        return interpreter.output
    }

    /// Makes a scope that may end up in a circle of references.
    func keptScope(_ values: [String: JinjaValue] = [:]) -> JinjaScope {
        let scope = JinjaScope(values)
        kept.append(scope)
        return scope
    }

    /// Runs statements in the current scope.
    func run(_ statements: [JinjaStatement]) throws -> Flow {
        try budget.enter()
        defer { budget.leave() }
        for statement in statements {
            let flow = try run(statement)
            if flow != .next { return flow }
        }
        return .next
    }

    /// Runs statements in a scope of their own and returns what they write.
    func captured(_ statements: [JinjaStatement], in inner: JinjaScope) throws -> TaggedText {
        let outside = output
        output = TaggedText()
        defer { output = outside }
        _ = try run(statements, in: inner)
        return output
    }

    private func run(_ statements: [JinjaStatement], in inner: JinjaScope) throws -> Flow {
        let outer = scope
        scope = inner
        defer { scope = outer }
        return try run(statements)
    }

    private func run(_ statement: JinjaStatement) throws -> Flow {
        try budget.step()
        switch statement {
        case .text(let text): try write(TaggedText(text))
        case .output(let expression): try write(printed(evaluate(expression)))
        case .condition(let branches, let otherwise):
            for branch in branches where try evaluate(branch.test).isTrue { return try run(branch.body) }
            return try run(otherwise)
        case .loop(let loop): try run(loop, over: evaluate(loop.sequence))
        case .assign(let target, let expression): try assign(evaluate(expression), to: target)
        case .capture(let target, let filters, let body):
            let text = try captured(body, in: JinjaScope(parent: scope))
            try assign(apply(filters, to: .text(text)), to: target)
        case .macro(let macro):
            kept.append(scope)
            scope.values[macro.name] = .function(JinjaFunction(.macro(macro, scope)))
        case .callBlock(let expression, let caller): try runCall(expression, caller)
        case .filterBlock(let filters, let body):
            let text = try captured(body, in: JinjaScope(parent: scope))
            try write(printed(apply(filters, to: .text(text))))
        case .scope(let assignments, let body):
            let inner = JinjaScope(parent: scope)
            for assignment in assignments {
                let value = try evaluate(assignment.value)
                if case .name(let name) = assignment.target { inner.values[name] = value }
            }
            return try run(body, in: inner)
        case .generation(let body): return try run(body, in: JinjaScope(parent: scope))
        case .leaveLoop: return .leaveLoop
        case .nextIteration: return .nextIteration
        }
        return .next
    }

    private func write(_ text: TaggedText) throws {
        try budget.charge(output: text.count)
        output.append(text)
    }

    /// The value as text, paid for.
    func printed(_ value: JinjaValue) throws -> TaggedText {
        try budget.charge(list: value.weight)
        return value.printed
    }

    // MARK: - Loops

    /// Runs a loop in the current scope.
    func run(_ loop: JinjaStatement.Loop, over sequence: JinjaValue) throws {
        var items = try sequence.elements()
        try budget.charge(list: items.count)
        if let filter = loop.filter {
            var chosen: [JinjaValue] = []
            for item in items {
                let isChosen = try withScope {
                    try assign(item, to: loop.target)
                    return try evaluate(filter).isTrue
                }
                if isChosen { chosen.append(item) }
            }
            items = chosen
        }
        guard !items.isEmpty else {
            _ = try run(loop.otherwise, in: JinjaScope(parent: scope))
            return
        }
        let recursion = loop.isRecursive ? JinjaFunction(.recursion(loop, scope)) : nil
        let state = JinjaLoop(
            try JinjaList(items), level: loop.isRecursive ? loopLevel : 0, recursion: recursion)
        for (index, item) in items.enumerated() {
            // A turn makes a scope, so it costs more than a plain step.
            try budget.charge(list: 8)
            state.index = index
            let flow = try withScope {
                scope.values["loop"] = .loop(state)
                try assign(item, to: loop.target)
                return try run(loop.body)
            }
            if flow == .leaveLoop { break }
        }
    }

    /// Runs a recursive loop one level further in and returns what it writes.
    func recurse(_ loop: JinjaStatement.Loop, in outer: JinjaScope, over sequence: JinjaValue) throws
        -> TaggedText
    {
        let outside = (output, scope)
        (output, scope) = (TaggedText(), outer)
        loopLevel += 1
        defer {
            loopLevel -= 1
            (output, scope) = outside
        }
        try run(loop, over: sequence)
        return output
    }

    private func withScope<Result>(_ body: () throws -> Result) rethrows -> Result {
        let outer = scope
        scope = JinjaScope(parent: outer)
        defer { scope = outer }
        return try body()
    }

    // MARK: - Assignments

    private func assign(_ value: JinjaValue, to target: JinjaStatement.Target) throws {
        switch target {
        case .name(let name): scope.values[name] = value
        case .attribute(let name, let attribute):
            guard case .namespace(let space) = scope.value(of: name), !attribute.hasPrefix("_") else {
                throw TokenizerError.template(
                    "\(TokenizerError.quoted("\(name).\(attribute)")) is set, but only a namespace can be changed"
                )
            }
            space.values[attribute] = value
        case .tuple(let targets):
            let items = try value.elements()
            guard items.count == targets.count else {
                throw TokenizerError.template(
                    "\(items.count) values are unpacked into \(targets.count) names")
            }
            for (target, item) in zip(targets, items) { try assign(item, to: target) }
        }
    }

    private func apply(_ filters: [JinjaStatement.Filter], to value: JinjaValue) throws -> JinjaValue {
        try filters.reduce(value) { value, filter in
            try apply(filter: filter.name, to: value, evaluate(filter.arguments), line: filter.line)
        }
    }

    private func runCall(_ expression: JinjaExpression, _ caller: JinjaStatement.Macro) throws {
        guard case .call(let callee, let arguments) = expression.kind else { return }
        kept.append(scope)
        var evaluated = try evaluate(arguments)
        evaluated.named.append(("caller", .function(JinjaFunction(.macro(caller, scope)))))
        try write(printed(call(evaluate(callee), evaluated, line: expression.line)))
    }
}
