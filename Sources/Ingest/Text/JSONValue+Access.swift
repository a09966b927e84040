extension JSONValue {
    /// The member of an object with a key; the last one when a key occurs twice.
    subscript(key: String) -> JSONValue? { members?.last { $0.key == key }?.value }

    /// The members of an object.
    var members: [(key: String, value: JSONValue)]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements of an array.
    var elements: [JSONValue]? { if case .array(let values) = self { values } else { nil } }

    /// The text of a string.
    var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The value of a number.
    var number: Double? { if case .number(let text) = self { Double(text) } else { nil } }

    /// The value of a truth value.
    var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
}
