internal import Core

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
    /// Reads a value from JSON, such as the tools of a request; keys keep their order.
    ///
    /// - Throws: ``TokenizerError`` when the bytes are not JSON or nested too deep.
    package init(json: [UInt8]) throws(TokenizerError) {
        self.init(
            try JSONScanner.read(json, file: "value for a chat template") { (scanner) throws(JSONTrouble) in
                try scanner.value()
            })
    }

    private init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .text(let value): self = .text(value)
        case .list(let values): self = .list(values.map { TemplateValue($0) })
        case .object(let members):
            self = .mapping(members.map { Entry($0.key, TemplateValue($0.value)) })
        }
    }

    /// The value of a key of a mapping.
    subscript(key: String) -> TemplateValue? {
        guard case .mapping(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// The value as the interpreter has it.
    ///
    /// - Parameter origin: Who wrote its texts.
    /// - Returns: The value.
    /// - Throws: ``TokenizerError`` when it is nested deeper than the interpreter takes.
    func interpreted(origin: UInt32 = TaggedText.contentBit) throws -> JinjaValue {
        switch self {
        case .null: .none
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .number(let value): .float(value)
        case .text(let value): .text(TaggedText(value, origin: origin))
        case .list(let items): try .list(items.map { try $0.interpreted(origin: origin) })
        case .mapping(let entries):
            .dictionary(
                try JinjaDictionary(
                    entries.map { entry in
                        (
                            .text(TaggedText(entry.key, origin: TaggedText.contentBit)),
                            try entry.value.interpreted(origin: origin)
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
