/// A JSON value with its keys in the order in which they are written.
enum JSONValue: Sendable {
    /// Nothing.
    case null
    /// True or false.
    case boolean(Bool)
    /// A whole number, written without a point or an exponent.
    case integer(Int)
    /// Any other number.
    case number(Double)
    /// Text.
    case text(String)
    /// A list.
    case list([JSONValue])
    /// A mapping; no key occurs twice.
    case object([(key: String, value: JSONValue)])
}

extension JSONValue {
    /// The value of a key; nil when this is no object, the key is absent, or its value is null.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self, let member = members.first(where: { $0.key == key }) else {
            return nil
        }
        if case .null = member.value { return nil }
        return member.value
    }

    /// The text, when this is one.
    var text: String? {
        if case .text(let value) = self { return value }
        return nil
    }

    /// The truth value, when this is one.
    var boolean: Bool? {
        if case .boolean(let value) = self { return value }
        return nil
    }

    /// The whole number, when this is one.
    var integer: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The elements, when this is a list.
    var list: [JSONValue]? {
        if case .list(let values) = self { return values }
        return nil
    }

    /// The members, when this is an object.
    var members: [(key: String, value: JSONValue)]? {
        if case .object(let members) = self { return members }
        return nil
    }
}
