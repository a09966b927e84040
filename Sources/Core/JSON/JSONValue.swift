/// A JSON value with the order of its keys and the digits of its numbers as written.
package indirect enum JSONValue: Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A number, as it is written.
    case number(String)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members in order; a key may stand twice.
    case object([(key: String, value: JSONValue)])
}

extension JSONValue {
    /// The member of an object with a key; the last one when a key occurs twice.
    package subscript(key: String) -> JSONValue? { members?.last { $0.key == key }?.value }

    /// The members of an object.
    package var members: [(key: String, value: JSONValue)]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements of an array.
    package var elements: [JSONValue]? { if case .array(let values) = self { values } else { nil } }

    /// The text of a string.
    package var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The value of a number.
    package var number: Double? { if case .number(let text) = self { Double(text) } else { nil } }

    /// The value of a truth value.
    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
}
