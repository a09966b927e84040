/// A value while a template is rendered, with the meaning it has in Python.
enum JinjaValue {
    /// A name or attribute that does not exist: empty, false, and an error to look into.
    case undefined(String)
    case none
    case boolean(Bool)
    case integer(Int)
    case float(Double)
    case text(TaggedText)
    case list(JinjaList)
    case dictionary(JinjaDictionary)
    /// A `namespace(…)`: the one thing that a template may change from within a loop.
    case namespace(JinjaScope)
    /// A function of the template or of Jinja.
    case function(JinjaFunction)
    /// The `loop` of a running loop.
    case loop(JinjaLoop)

    /// Text written by the template or computed.
    static func plain(_ text: String) -> JinjaValue { .text(TaggedText(text)) }

    /// A list of values.
    static func list(_ items: [JinjaValue], isTuple: Bool = false) throws -> JinjaValue {
        .list(try JinjaList(items, isTuple: isTuple))
    }

    /// Whether the value counts as true.
    var isTrue: Bool {
        switch self {
        case .undefined, .none: false
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .float(let value): value != 0
        case .text(let value): value.count > 0
        case .list(let value): !value.items.isEmpty
        case .dictionary(let value): !value.isEmpty
        case .namespace, .function, .loop: true
        }
    }

    /// Whether the value does not exist.
    var isUndefined: Bool {
        if case .undefined = self { return true }
        return false
    }

    /// How deep lists and dictionaries are nested in the value.
    var depth: Int {
        switch self {
        case .list(let list): list.depth
        case .dictionary(let dictionary): dictionary.depth
        case .function(let function): function.depth
        case .loop(let loop): loop.list.depth
        default: 0
        }
    }

    /// How much work it is to walk through the value: one for each element and for every 16 scalars.
    var weight: Int {
        switch self {
        case .text(let text): 1 + text.count / 16
        case .list(let list): list.weight
        case .dictionary(let dictionary): dictionary.weight
        default: 1
        }
    }

    /// What the value is called in messages.
    var kindName: String {
        switch self {
        case .undefined: "undefined"
        case .none: "none"
        case .boolean: "a boolean"
        case .integer, .float: "a number"
        case .text: "a string"
        case .list: "a list"
        case .dictionary: "a mapping"
        case .namespace: "a namespace"
        case .function: "a function"
        case .loop: "a loop"
        }
    }

    /// Returns the elements that a loop over the value visits.
    func elements() throws -> [JinjaValue] {
        switch self {
        case .undefined: return []
        case .text(let text): return text.units.map { .text(TaggedText(units: [$0])) }
        case .list(let list): return list.items
        case .dictionary(let dictionary): return dictionary.keys
        default: throw TokenizerError.template("\(kindName) cannot be looped over")
        }
    }
}

/// A list or tuple, which never changes.
final class JinjaList {
    /// Deepest nesting of lists and dictionaries.
    static let deepest = 40
    /// Greatest weight; parts that are shared count each time, so doubling a list cannot hide its size.
    static let heaviest = 4 << 20

    /// The elements.
    let items: [JinjaValue]
    /// Whether it prints as a tuple.
    let isTuple: Bool
    /// Names of the elements, when they have any besides their positions.
    let names: [String]
    /// Levels of nesting, 1 for a flat list.
    let depth: Int
    /// What ``JinjaValue/weight`` says.
    let weight: Int

    init(_ items: [JinjaValue], isTuple: Bool = false, names: [String] = []) throws {
        self.items = items
        self.isTuple = isTuple
        self.names = names
        depth = 1 + (items.lazy.map(\.depth).max() ?? 0)
        weight = items.reduce(1) { $0 + $1.weight }
        try Self.check(depth: depth, weight: weight)
    }

    /// Refuses a container that is too deep or too heavy.
    static func check(depth: Int, weight: Int) throws {
        guard depth <= deepest else {
            throw TokenizerError.templateLimit("a value is nested deeper than \(deepest)")
        }
        guard weight <= heaviest else {
            throw TokenizerError.templateLimit("a value has more than \(heaviest) parts")
        }
    }
}
