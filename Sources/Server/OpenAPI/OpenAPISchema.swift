/// Shorthand for the schemas of an OpenAPI document.
enum OpenAPISchema {
    static let text: JSONValue = ["type": "string"]
    static let whole: JSONValue = ["type": "integer", "format": "int64"]
    static let number: JSONValue = ["type": "number"]
    static let flag: JSONValue = ["type": "boolean"]
    static let time: JSONValue = ["type": "string", "format": "date-time"]
    static let binary: JSONValue = ["type": "string", "format": "binary"]

    /// A named object of the document.
    static func named(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/" + name)] }

    static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    static func choice(_ values: [String]) -> JSONValue {
        ["type": "string", "enum": .array(values.map { .string($0) })]
    }

    /// An object; fields whose name ends in `?` may be missing.
    static func object(_ fields: KeyValuePairs<String, JSONValue>) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        var required: [JSONValue] = []
        for (name, schema) in fields {
            if name.hasSuffix("?") {
                properties[String(name.dropLast())] = schema
            } else {
                properties[name] = schema
                required.append(.string(name))
            }
        }
        var value: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { value["required"] = .array(required) }
        return .object(value)
    }

    /// An object with the fields of a named one and more.
    static func extending(_ name: String, _ fields: KeyValuePairs<String, JSONValue>) -> JSONValue {
        ["allOf": [named(name), object(fields)]]
    }
}
