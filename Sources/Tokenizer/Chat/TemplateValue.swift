/// A value handed to a chat template beside the messages, shaped like JSON.
///
/// Its strings count as coming from outside: they can never become control tokens.
package enum TemplateValue: Sendable, Hashable {
    /// Nothing.
    case null
    /// True or false.
    case boolean(Bool)
    /// A whole number.
    case integer(Int)
    /// A number with a fraction.
    case number(Double)
    /// Text from outside the template.
    case text(String)
    /// A list.
    case list([TemplateValue])
    /// A mapping with its keys in order.
    case mapping([Entry])

    /// One entry of a mapping.
    package struct Entry: Sendable, Hashable {
        /// The key.
        package var key: String
        /// The value.
        package var value: TemplateValue

        /// Makes an entry.
        package init(_ key: String, _ value: TemplateValue) {
            self.key = key
            self.value = value
        }
    }
}

extension TemplateValue {
    /// The value as the interpreter has it.
    func interpreted() throws -> JinjaValue {
        switch self {
        case .null: .none
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .number(let value): .float(value)
        case .text(let value): .text(TaggedText(value, origin: TaggedText.contentBit))
        case .list(let items): try .list(items.map { try $0.interpreted() })
        case .mapping(let entries):
            .dictionary(
                try JinjaDictionary(
                    entries.map { entry in
                        (
                            .text(TaggedText(entry.key, origin: TaggedText.contentBit)),
                            try entry.value.interpreted()
                        )
                    }))
        }
    }

    /// Scalars in all strings of the value.
    var scalarCount: Int {
        switch self {
        case .text(let value): value.unicodeScalars.count
        case .list(let items): items.reduce(0) { $0 + $1.scalarCount }
        case .mapping(let entries):
            entries.reduce(0) { $0 + $1.key.unicodeScalars.count + $1.value.scalarCount }
        default: 0
        }
    }
}
