/// Filters on lists and mappings.
extension JinjaInterpreter {
    /// Names of the filters that go through the elements of their value.
    static let sequenceFilters: Set<String> = [
        "batch", "dictsort", "first", "groupby", "join", "last", "map", "max", "min", "reject", "rejectattr",
        "reverse",
        "select", "selectattr", "slice", "sort", "sum", "unique",
    ]

    /// Returns what a filter makes of a sequence.
    func applySequence(
        _ name: String, _ value: JinjaValue, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        if name == "dictsort" { return try sortedEntries(value, arguments, line: line) }
        if name == "reverse", case .text(let text) = value {
            return .text(TaggedText(units: text.units.reversed()))
        }
        let items = try value.elements()
        try budget.charge(list: items.count)
        switch name {
        case "first": return items.first ?? .undefined("an empty sequence has no first element")
        case "last": return items.last ?? .undefined("an empty sequence has no last element")
        case "reverse": return try .list(items.reversed())
        case "join": return .text(try joined(items, arguments, line: line))
        case "map": return try .list(mapped(items, arguments, line: line))
        case "select", "reject", "selectattr", "rejectattr":
            return try .list(chosen(items, name, arguments, line: line))
        case "sort": return try .list(sorted(items, arguments, line: line))
        case "unique": return try .list(distinct(items, arguments, line: line))
        case "groupby": return try groups(items, arguments, line: line)
        case "batch", "slice": return try parts(items, name, arguments, line: line)
        case "sum": return try sum(items, arguments, line: line)
        default: return try extreme(items, isLargest: name == "max", arguments, line: line)
        }
    }

    /// The attribute that an argument names: `a`, `a.b` or an index.
    private func reach(_ path: JinjaValue, into item: JinjaValue, line: Int) throws -> JinjaValue {
        guard case .text(let text) = path else { return try self.item(path, of: item, line: line) }
        return try text.string.split(separator: ".", omittingEmptySubsequences: false).reduce(item) {
            value, part in
            let key: JinjaValue = Int(part).map { .integer($0) } ?? .plain(String(part))
            return try self.item(key, of: value, line: line)
        }
    }

    private func joined(_ items: [JinjaValue], _ arguments: JinjaArguments, line: Int) throws -> TaggedText {
        let separator = try arguments.value(0, "d").map { try printed($0) } ?? TaggedText()
        var result = TaggedText()
        for (index, item) in items.enumerated() {
            if index > 0 { result.append(separator) }
            let part =
                try arguments.value(1, "attribute").map { try reach($0, into: item, line: line) } ?? item
            result.append(try printed(part))
            try budget.charge(text: result.count / max(items.count, 1))
        }
        try budget.charge(text: result.count)
        return result
    }

    private func mapped(_ items: [JinjaValue], _ arguments: JinjaArguments, line: Int) throws -> [JinjaValue]
    {
        if let path = arguments["attribute"] {
            return try items.map { item in
                let found = try reach(path, into: item, line: line)
                return found.isUndefined ? arguments["default"] ?? found : found
            }
        }
        guard let name = try arguments.text(0, "filter")?.string else {
            throw TokenizerError.template("map needs a filter or an attribute", line: line)
        }
        return try items.map { try apply(filter: name, to: $0, arguments.dropping(1), line: line) }
    }

    private func chosen(
        _ items: [JinjaValue], _ name: String, _ arguments: JinjaArguments, line: Int
    ) throws -> [JinjaValue] {
        let isByAttribute = name.hasSuffix("attr")
        let keeps = name.hasPrefix("select")
        guard !isByAttribute || !arguments.positional.isEmpty else {
            throw TokenizerError.template("\(name) needs an attribute", line: line)
        }
        let rest = arguments.dropping(isByAttribute ? 1 : 0)
        let testName = try rest.text(0, "test")?.string
        return try items.filter { item in
            let value = isByAttribute ? try reach(arguments.positional[0], into: item, line: line) : item
            let holds = try testName.map { try test($0, value, rest.dropping(1), line: line) } ?? value.isTrue
            return holds == keeps
        }
    }

    /// What elements are sorted and told apart by: an attribute when one is named, small letters unless case counts.
    private func sortKey(
        _ item: JinjaValue, _ path: JinjaValue?, isCaseSensitive: Bool, line: Int
    ) throws -> JinjaValue {
        var key = item
        if let path, case .text(let text) = path {
            let paths = text.split(by: TaggedText(","), limit: .max)
            let keys = try paths.map { try reach(.text($0), into: item, line: line) }
            key = keys.count == 1 ? keys[0] : try .list(keys)
        } else if let path, path.wholeNumber != nil {
            key = try reach(path, into: item, line: line)
        }
        if !isCaseSensitive, case .text(let text) = key { return .text(text.lowercased) }
        return key
    }

    private func sorted(_ items: [JinjaValue], _ arguments: JinjaArguments, line: Int) throws -> [JinjaValue]
    {
        let isCaseSensitive = arguments.flag(1, "case_sensitive")
        let keyed = try items.map { item in
            let path = arguments.value(2, "attribute")
            return (key: try sortKey(item, path, isCaseSensitive: isCaseSensitive, line: line), item: item)
        }
        return try stableSorted(keyed, isReversed: arguments.flag(0, "reverse"))
    }

    private func stableSorted(
        _ keyed: [(key: JinjaValue, item: JinjaValue)], isReversed: Bool
    ) throws -> [JinjaValue] {
        try budget.charge(list: keyed.reduce(0) { $0 + $1.key.weight } * 16)
        // Equal elements keep their order in both directions, as in Python.
        let order = try keyed.indices.sorted { one, two in
            let (left, right) = (keyed[one].key, keyed[two].key)
            if try isReversed ? right.precedes(left) : left.precedes(right) { return true }
            if try isReversed ? left.precedes(right) : right.precedes(left) { return false }
            return one < two
        }
        return order.map { keyed[$0].item }
    }

    private func sortedEntries(
        _ value: JinjaValue, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        guard case .dictionary(let dictionary) = value else { throw refused("dictsort", value, line) }
        let isByValue = try arguments.text(1, "by")?.string == "value"
        let keyed = try zip(dictionary.keys, dictionary.values).map { key, value in
            let sortKey = try sortKey(
                isByValue ? value : key, nil, isCaseSensitive: arguments.flag(0, "case_sensitive"), line: line
            )
            return (key: sortKey, item: try JinjaValue.list([key, value], isTuple: true))
        }
        return try .list(stableSorted(keyed, isReversed: arguments.flag(2, "reverse")))
    }

    private func distinct(_ items: [JinjaValue], _ arguments: JinjaArguments, line: Int) throws
        -> [JinjaValue]
    {
        var seen: Set<TaggedText> = []
        return try items.filter { item in
            let key = try sortKey(
                item, arguments.value(1, "attribute"), isCaseSensitive: arguments.flag(0, "case_sensitive"),
                line: line)
            try budget.charge(list: key.weight)
            return seen.insert(key.represented).inserted
        }
    }

    private func groups(_ items: [JinjaValue], _ arguments: JinjaArguments, line: Int) throws -> JinjaValue {
        guard let path = arguments.value(0, "attribute") else {
            throw TokenizerError.template("groupby needs an attribute", line: line)
        }
        let isCaseSensitive = arguments.flag(2, "case_sensitive")
        let keyed = try items.map { item in
            let key = try sortKey(item, path, isCaseSensitive: isCaseSensitive, line: line)
            return (key: key, item: try JinjaValue.list([reach(path, into: item, line: line), item]))
        }
        var groups: [(key: JinjaValue, items: [JinjaValue])] = []
        for case .list(let pair) in try stableSorted(keyed, isReversed: false) {
            let key = pair.items[0]
            if let last = groups.indices.last, groups[last].key.isEqual(to: key) {
                groups[last].items.append(pair.items[1])
            } else {
                groups.append((key, [pair.items[1]]))
            }
        }
        return try .list(
            groups.map { group in
                let pair = [group.key, try JinjaValue.list(group.items)]
                return .list(try JinjaList(pair, isTuple: true, names: ["grouper", "list"]))
            })
    }

    private func parts(
        _ items: [JinjaValue], _ name: String, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        guard let count = try arguments.integer(0, name == "batch" ? "linecount" : "slices"), count > 0 else {
            throw TokenizerError.template("\(name) needs a number above zero", line: line)
        }
        try budget.charge(list: name == "batch" ? items.count : count)
        let filler = arguments.value(1, "fill_with")
        if name == "batch" {
            return try .list(
                stride(from: 0, to: items.count, by: count).map { start in
                    let part = Array(items[start..<min(start + count, items.count)])
                    guard let filler else { return try .list(part) }
                    try budget.charge(list: count - part.count)
                    return try .list(part + Array(repeating: filler, count: count - part.count))
                })
        }
        let (size, larger) = items.count.quotientAndRemainder(dividingBy: count)
        var start = 0
        return try .list(
            (0..<count).map { index in
                let end = start + size + (index < larger ? 1 : 0)
                defer { start = end }
                let missing = index >= larger && larger > 0 ? filler.map { [$0] } ?? [] : []
                return try .list(Array(items[start..<end]) + missing)
            })
    }

    private func sum(_ items: [JinjaValue], _ arguments: JinjaArguments, line: Int) throws -> JinjaValue {
        var whole = arguments.value(1, "start")?.wholeNumber ?? 0
        var fraction = 0.0
        var isWhole = true
        for item in items {
            let value =
                try arguments.value(0, "attribute").map { try reach($0, into: item, line: line) } ?? item
            if let number = value.wholeNumber,
                case (let sum, let overflows) = whole.addingReportingOverflow(number), !overflows
            {
                whole = sum
            } else if case .float(let number) = value {
                fraction += number
                isWhole = false
            } else {
                throw refused("sum", value, line)
            }
        }
        return isWhole ? .integer(whole) : .float(Double(whole) + fraction)
    }

    private func extreme(
        _ items: [JinjaValue], isLargest: Bool, _ arguments: JinjaArguments, line: Int
    ) throws -> JinjaValue {
        var best: (key: JinjaValue, item: JinjaValue)?
        for item in items {
            let key = try sortKey(
                item, arguments.value(1, "attribute"), isCaseSensitive: arguments.flag(0, "case_sensitive"),
                line: line)
            try budget.charge(list: key.weight)
            guard let current = best else {
                best = (key, item)
                continue
            }
            if try isLargest ? current.key.precedes(key) : key.precedes(current.key) { best = (key, item) }
        }
        return best?.item ?? .undefined("an empty sequence has no largest or smallest element")
    }
}
