/// A mapping that keeps the order of insertion and never changes once it is a value.
final class JinjaDictionary {
    /// A key, equal to others as in Python: `1`, `1.0` and `true` are one key.
    private enum Key: Hashable {
        case none
        case number(Double)
        case text(TaggedText)
    }

    /// The keys in order.
    let keys: [JinjaValue]
    /// The values in the order of the keys.
    let values: [JinjaValue]
    /// Levels of nesting, 1 for a flat mapping.
    let depth: Int
    /// What ``JinjaValue/weight`` says.
    let weight: Int
    private let positions: [Key: Int]

    /// Makes a mapping; of two entries with one key the later value counts.
    init(_ entries: [(key: JinjaValue, value: JinjaValue)]) throws {
        var keys: [JinjaValue] = []
        var values: [JinjaValue] = []
        var positions: [Key: Int] = [:]
        for entry in entries {
            guard let key = Self.key(entry.key) else {
                throw TokenizerError.template("\(entry.key.kindName) cannot be a key")
            }
            if let position = positions[key] {
                values[position] = entry.value
            } else {
                positions[key] = keys.count
                keys.append(entry.key)
                values.append(entry.value)
            }
        }
        self.keys = keys
        self.values = values
        self.positions = positions
        depth = 1 + (values.lazy.map(\.depth).max() ?? 0)
        weight = zip(keys, values).reduce(1) { $0 + $1.0.weight + $1.1.weight }
        try JinjaList.check(depth: depth, weight: weight)
    }

    /// Whether there is no entry.
    var isEmpty: Bool { keys.isEmpty }

    /// The value of a key.
    subscript(key: JinjaValue) -> JinjaValue? {
        Self.key(key).flatMap { positions[$0] }.map { values[$0] }
    }

    /// The value of a name.
    subscript(name: String) -> JinjaValue? { positions[.text(TaggedText(name))].map { values[$0] } }

    /// The entries as pairs.
    func items() throws -> JinjaValue {
        try .list(zip(keys, values).map { try .list([$0, $1], isTuple: true) })
    }

    private static func key(_ value: JinjaValue) -> Key? {
        switch value {
        case .none: Key.none
        case .boolean(let value): .number(value ? 1 : 0)
        case .integer(let value): .number(Double(value))
        case .float(let value): .number(value)
        case .text(let text): .text(text)
        default: nil
        }
    }
}
