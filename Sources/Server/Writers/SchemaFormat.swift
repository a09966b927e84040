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
        case .list(let element, _, _):
            try put("type", "array")
            try put("items", Schema(element))
        case .object(let members):
            try put("type", "object")
            var properties = level.nestedContainer(keyedBy: Key.self, forKey: Key("properties"))
            for member in members { try properties.encode(Schema(member.shape), forKey: Key(member.name)) }
            try put("required", members.map(\.name))
            try put("additionalProperties", false)
        }
    }
}
