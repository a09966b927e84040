import Foundation

/// Attributes, items, slices and calls.
extension JinjaInterpreter {
    /// Functions that every template can call.
    static let globals: Set<String> = [
        "cycler", "dict", "joiner", "namespace", "raise_exception", "range", "strftime_now",
    ]

    /// Most elements of a `range`, as in Jinja's own sandbox.
    private static let longestRange = 100_000

    static func realPower(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    // MARK: - Parts of values

    /// `value.name`: a method or attribute, else an item of that name.
    func attribute(_ name: String, of value: JinjaValue, line: Int) throws -> JinjaValue {
        if let found = try own(name, of: value, line: line) { return found }
        if case .dictionary(let dictionary) = value, let item = dictionary[name] { return item }
        return .undefined("\(value.kindName) has no attribute \(TokenizerError.quoted(name))")
    }

    /// `value[key]`: an item, else an attribute of that name.
    func item(_ key: JinjaValue, of value: JinjaValue, line: Int) throws -> JinjaValue {
        switch value {
        case .undefined(let reason): throw TokenizerError.template(reason, line: line)
        case .dictionary(let dictionary):
            if let found = dictionary[key] { return found }
        case .list(let list):
            if let index = key.wholeNumber, let place = Self.position(index, count: list.items.count) {
                return list.items[place]
            }
        case .text(let text):
            if let index = key.wholeNumber, let place = Self.position(index, count: text.count) {
                return .text(TaggedText(units: [text.units[place]]))
            }
        default: break
        }
        if case .text(let name) = key, let found = try own(name.string, of: value, line: line) {
            return found
        }
        return .undefined("\(value.kindName) has no item \(TokenizerError.quoted(key.represented.string))")
    }

    /// What a value has by itself, apart from items; names with an underscore in front stay hidden.
    private func own(_ name: String, of value: JinjaValue, line: Int) throws -> JinjaValue? {
        guard !name.hasPrefix("_") else { return nil }
        let methods: Set<String>
        switch value {
        case .undefined(let reason): throw TokenizerError.template(reason, line: line)
        case .namespace(let space): return space.values[name]
        case .loop(let loop): return loop.attribute(name)
        case .text: methods = JinjaMethods.textNames
        case .list(let list):
            if let index = list.names.firstIndex(of: name) { return list.items[index] }
            methods = JinjaMethods.listNames
        case .dictionary: methods = JinjaMethods.dictionaryNames
        case .function(let function):
            switch (function.kind, name) {
            case (.cycler, "next"), (.cycler, "reset"), (.cycler, "current"):
                return try cyclerAttribute(function, name)
            case (.macro(let macro, _), "name"): return .plain(macro.name)
            default: return nil
            }
        default: return nil
        }
        return methods.contains(name) ? .function(JinjaFunction(.method(value, name))) : nil
    }

    private func cyclerAttribute(_ function: JinjaFunction, _ name: String) throws -> JinjaValue? {
        guard case .cycler(let counter, let list) = function.kind else { return nil }
        if name == "current" { return list.items[counter.value % list.items.count] }
        return .function(JinjaFunction(.method(.function(function), name)))
    }

    private static func position(_ index: Int, count: Int) -> Int? {
        let place = index < 0 ? index + count : index
        return (0..<count).contains(place) ? place : nil
    }

    /// `value[from:to:step]`.
    func slice(
        _ value: JinjaValue, from: JinjaValue?, to: JinjaValue?, step: JinjaValue?, line: Int
    ) throws -> JinjaValue {
        let count: Int
        switch value {
        case .text(let text): count = text.count
        case .list(let list): count = list.items.count
        case .undefined(let reason): throw TokenizerError.template(reason, line: line)
        default: throw TokenizerError.template("\(value.kindName) has no slices", line: line)
        }
        func bound(_ value: JinjaValue?) throws -> Int? {
            switch value {
            case nil, .some(.none): return nil
            case .some(let value):
                guard let number = value.wholeNumber else {
                    throw TokenizerError.template(
                        "a slice needs whole numbers, not \(value.kindName)", line: line)
                }
                return number
            }
        }
        let stride = try bound(step) ?? 1
        guard stride != 0 else { throw TokenizerError.template("a slice has the step zero", line: line) }
        let places = Self.places(try bound(from), try bound(to), stride, count: count)
        if case .text(let text) = value {
            try budget.charge(text: places.count)
            return .text(TaggedText(units: places.map { text.units[$0] }))
        }
        guard case .list(let list) = value else { return value }
        try budget.charge(list: places.count)
        return try .list(places.map { list.items[$0] }, isTuple: list.isTuple)
    }

    private static func places(_ from: Int?, _ to: Int?, _ step: Int, count: Int) -> [Int] {
        func clamped(_ bound: Int, _ low: Int, _ high: Int) -> Int {
            let place = bound < 0 ? (bound < -count ? -1 : bound + count) : bound
            return min(max(place, low), high)
        }
        let distance = step == .min ? .max : abs(step)
        let (low, high) = step > 0 ? (0, count) : (-1, count - 1)
        let start = from.map { clamped($0, low, high) } ?? (step > 0 ? low : high)
        let end = to.map { clamped($0, low, high) } ?? (step > 0 ? high : low)
        guard distance <= count else { return (step > 0 ? start < end : start > end) ? [start] : [] }
        return Array(stride(from: start, to: end, by: step > 0 ? distance : -distance))
    }

    // MARK: - Calls

    /// Calls a value.
    func call(_ callee: JinjaValue, _ arguments: JinjaArguments, line: Int) throws -> JinjaValue {
        switch callee {
        case .function(let function):
            switch function.kind {
            case .macro(let macro, let scope): return try call(macro, in: scope, arguments, line: line)
            case .global(let name): return try callGlobal(name, arguments, line: line)
            case .method(let receiver, let name):
                return try JinjaMethods.call(name, on: receiver, arguments, self, line: line)
            case .recursion(let loop, let scope):
                guard let items = arguments.positional.first else {
                    throw TokenizerError.template("loop() needs the items to go on with", line: line)
                }
                return .text(try recurse(loop, in: scope, over: items))
            case .cycler:
                throw TokenizerError.template("a cycler is not called itself, but its next()", line: line)
            case .joiner(let counter, let separator):
                defer { counter.value += 1 }
                return counter.value == 0 ? .plain("") : separator.items[0]
            }
        case .loop(let loop):
            guard let recursion = loop.recursion else {
                throw TokenizerError.template("loop() is called, but the loop is not recursive", line: line)
            }
            return try call(.function(recursion), arguments, line: line)
        case .undefined(let reason):
            throw TokenizerError.template("\(reason), so it cannot be called", line: line)
        default: throw TokenizerError.template("\(callee.kindName) cannot be called", line: line)
        }
    }

    private func call(
        _ macro: JinjaStatement.Macro, in outer: JinjaScope, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        let names = Set(macro.parameters.map(\.name))
        let unknown = arguments.named.filter { $0.name != "caller" && !names.contains($0.name) }
        let more = arguments.positional.dropFirst(macro.parameters.count)
        guard macro.takesMore || more.isEmpty, macro.takesMoreNames || unknown.isEmpty else {
            throw TokenizerError.template(
                "the macro \(TokenizerError.quoted(macro.name)) gets arguments that it does not take",
                line: line)
        }
        let inner = JinjaScope(parent: outer)
        if let caller = arguments["caller"] { inner.values["caller"] = caller }
        if macro.takesMore { inner.values["varargs"] = try .list(Array(more), isTuple: true) }
        if macro.takesMoreNames {
            inner.values["kwargs"] = .dictionary(
                try JinjaDictionary(unknown.map { (.plain($0.name), $0.value) }))
        }
        let current = scope
        scope = inner
        defer { scope = current }
        for (index, parameter) in macro.parameters.enumerated() {
            if let value = arguments.value(index, parameter.name) {
                inner.values[parameter.name] = value
            } else if let initial = parameter.initial {
                inner.values[parameter.name] = try evaluate(initial)
            } else {
                inner.values[parameter.name] = .undefined(
                    "the parameter \(TokenizerError.quoted(parameter.name)) was not given")
            }
        }
        return .text(try captured(macro.body, in: inner))
    }

    private func callGlobal(_ name: String, _ arguments: JinjaArguments, line: Int) throws -> JinjaValue {
        switch name {
        case "raise_exception":
            throw TokenizerError.raised(arguments.positional.first?.printed.string ?? "it gives no reason")
        case "strftime_now": return .plain(formatNow(try arguments.text(0, "format")?.string ?? ""))
        case "namespace":
            try budget.charge(list: 16)
            return .namespace(keptScope(try entries(arguments, line: line)))
        case "dict":
            var entries = arguments.named.map { (key: JinjaValue.plain($0.name), value: $0.value) }
            if case .dictionary(let first) = arguments.positional.first {
                entries = zip(first.keys, first.values).map { (key: $0, value: $1) } + entries
            }
            return .dictionary(try JinjaDictionary(entries))
        case "range": return try range(arguments, line: line)
        case "cycler":
            guard !arguments.positional.isEmpty else {
                throw TokenizerError.template("cycler() needs something to cycle through", line: line)
            }
            return .function(
                JinjaFunction(.cycler(JinjaFunction.Counter(), try JinjaList(arguments.positional))))
        default:
            let separator = try JinjaList([arguments.value(0, "sep") ?? .plain(", ")])
            return .function(JinjaFunction(.joiner(JinjaFunction.Counter(), separator)))
        }
    }

    private func entries(_ arguments: JinjaArguments, line: Int) throws -> [String: JinjaValue] {
        var result: [String: JinjaValue] = [:]
        if case .dictionary(let dictionary) = arguments.positional.first {
            for (key, value) in zip(dictionary.keys, dictionary.values) { result[key.printed.string] = value }
        }
        for argument in arguments.named { result[argument.name] = argument.value }
        if let hidden = result.keys.first(where: { $0.hasPrefix("_") }) {
            throw TokenizerError.template(
                "the name \(TokenizerError.quoted(hidden)) is not allowed", line: line)
        }
        return result
    }

    private func range(_ arguments: JinjaArguments, line: Int) throws -> JinjaValue {
        let bounds = try arguments.positional.map { value in
            guard let number = value.wholeNumber else {
                throw TokenizerError.template(
                    "range() needs whole numbers, not \(value.kindName)", line: line)
            }
            return number
        }
        guard (1...3).contains(bounds.count), case let step = bounds.count == 3 ? bounds[2] : 1, step != 0
        else {
            throw TokenizerError.template(
                "range() needs a start, an end and a step other than zero", line: line)
        }
        let (start, end) = bounds.count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1])
        var items: [JinjaValue] = []
        var value = start
        while step > 0 ? value < end : value > end {
            guard items.count < Self.longestRange else {
                throw TokenizerError.templateLimit("a range has more than \(Self.longestRange) elements")
            }
            items.append(.integer(value))
            let (next, overflows) = value.addingReportingOverflow(step)
            if overflows { break }
            value = next
        }
        try budget.charge(list: items.count)
        return try .list(items)
    }
}
