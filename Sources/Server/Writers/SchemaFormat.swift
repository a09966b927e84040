import Workstation

/// A ``JSONShape`` as OpenAI's `response_format`: an object with the value under `questions`, as servers want an object.
struct SchemaFormat: Encodable {
    private let shape: JSONShape

    init(_ shape: JSONShape) { self.shape = shape }

    private enum Keys: String, CodingKey {
        case type, name, strict, schema
        case jsonSchema = "json_schema"
    }

    func encode(to encoder: any Encoder) throws {
        var format = encoder.container(keyedBy: Keys.self)
        try format.encode("json_schema", forKey: .type)
        var named = format.nestedContainer(keyedBy: Keys.self, forKey: .jsonSchema)
        try named.encode("questions", forKey: .name)
        try named.encode(true, forKey: .strict)
        try named.encode(Schema(.object([.init("questions", shape)])), forKey: .schema)
    }
}

/// One level of a JSON Schema.
private struct Schema: Encodable {
    let shape: JSONShape

    init(_ shape: JSONShape) { self.shape = shape }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var level = encoder.container(keyedBy: Key.self)
        func put(_ name: String, _ value: some Encodable) throws {
            try level.encode(value, forKey: Key(name))
        }
        switch shape {
        // Servers differ in the limits that they take, so lengths are looked at afterwards.
        case .text, .excerpt: try put("type", "string")
        case .choice(let strings):
            try put("type", "string")
            try put("enum", strings)
        case .number(let isWhole): try put("type", isWhole ? "integer" : "number")
        // Words without quotes: what they are follows from their first letter.
        case .literal(let values): try put("enum", values.map(Literal.init))
        case .list(let element, _, _):
            try put("type", "array")
            try put("items", Schema(element))
        case .map(let value, _):
            try put("type", "object")
            try put("additionalProperties", Schema(value))
        case .either(let shapes): try put("anyOf", shapes.map(Schema.init))
        case .anything: break
        case .object(let members):
            try put("type", "object")
            var properties = level.nestedContainer(keyedBy: Key.self, forKey: Key("properties"))
            for member in members { try properties.encode(Schema(member.shape), forKey: Key(member.name)) }
            try put("required", members.filter(\.isRequired).map(\.name))
            try put("additionalProperties", false)
        }
    }
}

/// A value that JSON writes without quotes.
private struct Literal: Encodable {
    let text: String

    init(_ text: String) { self.text = text }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch text {
        case "null": try value.encodeNil()
        case "true", "false": try value.encode(text == "true")
        default:
            if let whole = Int(text) { try value.encode(whole) } else { try value.encode(Double(text)) }
        }
    }
}
