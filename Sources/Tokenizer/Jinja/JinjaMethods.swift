/// Methods of strings, lists and mappings, named as in Python.
enum JinjaMethods {
    /// Methods of a string.
    static let textNames: Set<String> = [
        "capitalize", "count", "endswith", "find", "format", "index", "isalnum", "isalpha", "isdecimal",
        "isdigit",
        "islower", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "partition",
        "removeprefix",
        "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split",
        "splitlines",
        "startswith", "strip", "swapcase", "title", "upper", "zfill",
    ]
    /// Methods of a list; those that change it are kept away, as in Jinja's immutable sandbox.
    static let listNames: Set<String> = ["copy", "count", "index"]
    /// Methods of a mapping.
    static let dictionaryNames: Set<String> = ["copy", "get", "items", "keys", "values"]

    /// Calls a method.
    static func call(
        _ name: String, on value: JinjaValue, _ arguments: JinjaArguments, _ interpreter: JinjaInterpreter,
        line: Int
    ) throws -> JinjaValue {
        switch value {
        case .text(let text): return try callText(name, text, arguments, interpreter, line: line)
        case .list(let list):
            try interpreter.budget.charge(list: list.weight)
            return try callList(name, list, arguments, line: line)
        case .dictionary(let dictionary): return try callDictionary(name, dictionary, arguments, line: line)
        case .loop(let loop):
            if name == "changed" {
                let value = try JinjaValue.list(arguments.positional)
                try interpreter.budget.charge(list: value.weight)
                return .boolean(loop.changed(value))
            }
            guard !arguments.positional.isEmpty else {
                throw TokenizerError.template("loop.cycle() needs something to cycle through", line: line)
            }
            return arguments.positional[loop.index % arguments.positional.count]
        case .function(let function):
            guard case .cycler(let counter, let list) = function.kind else { break }
            if name == "reset" {
                counter.value = 0
                return .none
            }
            defer { counter.value += 1 }
            return list.items[counter.value % list.items.count]
        default: break
        }
        throw TokenizerError.template(
            "\(value.kindName) has no method \(TokenizerError.quoted(name))", line: line)
    }

    private static func callList(
        _ name: String, _ list: JinjaList, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        if name == "copy" { return .list(list) }
        guard let element = arguments.positional.first else {
            throw TokenizerError.template("\(name)() needs an element", line: line)
        }
        if name == "count" { return .integer(list.items.count { $0.isEqual(to: element) }) }
        guard let index = list.items.firstIndex(where: { $0.isEqual(to: element) }) else {
            throw TokenizerError.template("index() does not find the element", line: line)
        }
        return .integer(index)
    }

    private static func callDictionary(
        _ name: String, _ dictionary: JinjaDictionary, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        switch name {
        case "get":
            guard let key = arguments.value(0, "key") else {
                throw TokenizerError.template("get() needs a key", line: line)
            }
            return dictionary[key] ?? arguments.value(1, "default") ?? .none
        case "items": return try dictionary.items()
        case "keys": return try .list(dictionary.keys)
        case "values": return try .list(dictionary.values)
        default: return .dictionary(dictionary)
        }
    }

    private static func callText(
        _ name: String, _ text: TaggedText, _ arguments: JinjaArguments, _ interpreter: JinjaInterpreter,
        line: Int
    ) throws -> JinjaValue {
        try interpreter.budget.charge(text: text.count)
        switch name {
        case "strip": return .text(text.stripped(try arguments.text(0, "chars")))
        case "lstrip": return .text(text.stripped(try arguments.text(0, "chars"), right: false))
        case "rstrip": return .text(text.stripped(try arguments.text(0, "chars"), left: false))
        case "upper": return .text(text.uppercased)
        case "lower": return .text(text.lowercased)
        case "title": return .text(text.titled)
        case "capitalize": return .text(text.capitalized)
        case "swapcase":
            return .text(
                text.mapped { scalar, _ in
                    scalar.properties.isUppercase
                        ? scalar.properties.lowercaseMapping : scalar.properties.uppercaseMapping
                })
        case "split", "rsplit": return try split(name, text, arguments, interpreter, line: line)
        case "splitlines":
            return try .list(text.lines(keepingEnds: arguments.flag(0, "keepends")).map { .text($0) })
        case "partition", "rpartition": return try partition(name, text, arguments, line: line)
        case "startswith", "endswith": return .boolean(try matches(name, text, arguments, line: line))
        case "removeprefix", "removesuffix":
            let part = try required(arguments, name, line)
            if name == "removeprefix" {
                return .text(
                    text.has(part, at: 0) ? TaggedText(units: text.units.dropFirst(part.count)) : text)
            }
            return .text(
                part.count > 0 && text.has(part, at: text.count - part.count)
                    ? TaggedText(units: text.units.dropLast(part.count)) : text)
        case "replace":
            guard let new = try arguments.text(1, "new") else {
                throw TokenizerError.template("replace() needs the old and the new text", line: line)
            }
            let old = try required(arguments, name, line)
            return .text(try interpreter.replaced(text, old, new, limit: arguments.integer(2, "count")))
        case "find", "index", "rfind", "rindex", "count":
            return try search(name, text, required(arguments, name, line), line: line)
        case "join":
            guard let items = try arguments.positional.first?.elements() else {
                throw TokenizerError.template("join() needs a list", line: line)
            }
            let joined = JinjaArguments(positional: [.text(text)])
            return try interpreter.apply(filter: "join", to: .list(items), joined, line: line)
        case "format": return try interpreter.formattedBraces(text, arguments, line: line)
        case "ljust", "rjust", "zfill": return try justified(name, text, arguments, interpreter)
        default: return .boolean(holds(name, text))
        }
    }

    private static func required(_ arguments: JinjaArguments, _ name: String, _ line: Int) throws
        -> TaggedText
    {
        guard case .text(let text) = arguments.positional.first else {
            throw TokenizerError.template("\(name)() needs a string", line: line)
        }
        return text
    }

    private static func split(
        _ name: String, _ text: TaggedText, _ arguments: JinjaArguments, _ interpreter: JinjaInterpreter,
        line: Int
    ) throws -> JinjaValue {
        let given = try arguments.integer(1, "maxsplit") ?? -1
        let limit = given < 0 ? Int.max : given
        let parts: [TaggedText]
        if let separator = try arguments.text(0, "sep") {
            guard separator.count > 0 else {
                throw TokenizerError.template("split() has an empty separator", line: line)
            }
            parts =
                name == "split"
                ? text.split(by: separator, limit: limit) : text.splitFromRight(by: separator, limit: limit)
        } else {
            parts = name == "split" ? text.words(limit: limit) : text.wordsFromRight(limit: limit)
        }
        try interpreter.budget.charge(list: parts.count)
        return try .list(parts.map { .text($0) })
    }

    private static func partition(
        _ name: String, _ text: TaggedText, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        let separator = try required(arguments, name, line)
        guard separator.count > 0 else {
            throw TokenizerError.template("\(name)() has an empty separator", line: line)
        }
        let isLeft = name == "partition"
        let parts =
            isLeft ? text.split(by: separator, limit: 1) : text.splitFromRight(by: separator, limit: 1)
        let empty = TaggedText()
        let result =
            parts.count == 2
            ? [parts[0], separator, parts[1]] : isLeft ? [text, empty, empty] : [empty, empty, text]
        return try .list(result.map { .text($0) }, isTuple: true)
    }

    private static func matches(
        _ name: String, _ text: TaggedText, _ arguments: JinjaArguments, line: Int
    ) throws -> Bool {
        var candidates = arguments.positional.prefix(1)
        if case .list(let list) = arguments.positional.first { candidates = list.items[...] }
        return try candidates.contains { candidate in
            guard case .text(let part) = candidate else {
                throw TokenizerError.template("\(name)() needs a string", line: line)
            }
            return text.has(part, at: name == "startswith" ? 0 : text.count - part.count)
        }
    }

    private static func search(
        _ name: String, _ text: TaggedText, _ part: TaggedText, line: Int
    ) throws -> JinjaValue {
        if name == "count" {
            return .integer(part.count == 0 ? text.count + 1 : text.indices(of: part).count)
        }
        let found: Int?
        if name.hasPrefix("r") {
            let reversed = TaggedText(units: text.units.reversed())
            let pattern = TaggedText(units: part.units.reversed())
            found =
                part.count == 0
                ? text.count
                : reversed.indices(of: pattern, limit: 1).first.map { text.count - $0 - part.count }
        } else {
            found = part.count == 0 ? 0 : text.indices(of: part, limit: 1).first
        }
        guard found != nil || name.hasSuffix("find") else {
            throw TokenizerError.template("\(name)() does not find the text", line: line)
        }
        return .integer(found ?? -1)
    }

    private static func justified(
        _ name: String, _ text: TaggedText, _ arguments: JinjaArguments, _ interpreter: JinjaInterpreter
    ) throws -> JinjaValue {
        let width = try arguments.integer(0, "width") ?? 0
        guard width > text.count else { return .text(text) }
        try interpreter.budget.charge(text: width)
        let filler = name == "zfill" ? TaggedText("0") : try arguments.text(1, "fillchar") ?? TaggedText(" ")
        let padding = TaggedText(
            units: Array(repeating: filler.units.first ?? 0x20, count: width - text.count))
        if name == "ljust" { return .text(text + padding) }
        let hasSign = name == "zfill" && text.count > 0 && (text.scalar(0) == 0x2B || text.scalar(0) == 0x2D)
        guard hasSign else { return .text(padding + text) }
        return .text(TaggedText(units: text.units[..<1]) + padding + TaggedText(units: text.units[1...]))
    }

    /// The questions that a string answers about its scalars.
    private static func holds(_ name: String, _ text: TaggedText) -> Bool {
        let scalars = text.string.unicodeScalars
        guard !scalars.isEmpty else { return false }
        let isDigit: (Unicode.Scalar) -> Bool = { $0.properties.generalCategory == .decimalNumber }
        switch name {
        case "isalpha": return scalars.allSatisfy(\.isLetter)
        case "isdecimal": return scalars.allSatisfy(isDigit)
        case "isdigit":
            return scalars.allSatisfy { isDigit($0) || $0.properties.numericType == .digit }
        case "isalnum": return scalars.allSatisfy { $0.isLetter || $0.properties.numericType != nil }
        case "isspace": return text.units.indices.allSatisfy(text.isSpace)
        case "islower":
            return scalars.contains { $0.properties.isLowercase }
                && !scalars.contains { $0.properties.isUppercase }
        case "isupper":
            return scalars.contains { $0.properties.isUppercase }
                && !scalars.contains { $0.properties.isLowercase }
        default: return text == text.titled && scalars.contains { $0.properties.isCased }
        }
    }
}

extension Unicode.Scalar {
    /// Whether the scalar is of general category L.
    fileprivate var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }
}
