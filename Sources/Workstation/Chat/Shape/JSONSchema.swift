internal import Core

/// Reads the part of JSON Schema that answers can be held to.
///
/// Members come in the order of `properties`. What only describes (`title`, `description`, `default`, …) is passed over;
/// whatever else would narrow a value and is not understood is refused, because an answer would not keep to it.
package struct JSONSchema {
    /// Parts of a schema that are read, those that references repeat counted anew.
    private static let mostParts = 4096
    private static let deepest = 32
    private static let describing: Set<String> = [
        "title", "description", "default", "examples", "$schema", "$id", "$comment", "deprecated", "readOnly",
        "writeOnly", "$defs", "definitions",
    ]

    private let root: JSONValue
    private var parts = 0
    private var references: [String] = []

    private init(_ root: JSONValue) { self.root = root }

    /// The shape of an object by a schema that stands in a JSON text.
    ///
    /// - Parameters:
    ///   - text: The whole text.
    ///   - path: The keys that lead to the schema.
    /// - Returns: The shape of an object; the one of any object when there is no schema.
    /// - Throws: ``WorkstationError`` with code `unsupported_schema` that names the place in the schema.
    package static func shape(in text: String, at path: [String]) throws -> JSONShape {
        let whole: JSONValue
        do {
            whole = try JSONReader.value(text, depthLimit: 128)
        } catch {
            throw fault("", "is not JSON, or nests too deep")
        }
        var place: JSONValue? = whole
        for key in path { place = place.flatMap { member(key, of: $0) } }
        guard let schema = place else { return .anyObject }
        var reader = JSONSchema(schema)
        let shape = try reader.shape(of: schema, at: "")
        switch shape {
        case .object, .map: return shape
        default: throw fault("", "must have the type \"object\" at its top")
        }
    }

    // MARK: - One schema

    private mutating func shape(of schema: JSONValue, at place: String) throws -> JSONShape {
        parts += 1
        guard parts <= Self.mostParts, place.count(where: { $0 == "/" }) <= Self.deepest * 2 else {
            throw Self.fault(place, "is too large or nests too deep")
        }
        let members: [(key: String, value: JSONValue)]
        switch schema {
        case .bool(true): return .anything
        case .object(let all): members = all
        default: throw Self.fault(place, "is no schema that a value can fit")
        }
        let keys = Dictionary(members.filter { !Self.describing.contains($0.key) }) { first, _ in first }
        if keys.isEmpty { return .anything }
        if let reference = keys["$ref"] {
            try allow(["$ref"], keys, place)
            return try referred(reference, place)
        }
        if let value = keys["const"] {
            try allow(["const", "type"], keys, place)
            return try Self.choice([value], place)
        }
        if let value = keys["enum"] {
            try allow(["enum", "type"], keys, place)
            guard case .array(let values) = value, !values.isEmpty else {
                throw Self.fault(place, "has an \"enum\" without values")
            }
            return try Self.choice(values, place)
        }
        for key in ["anyOf", "allOf"] {
            guard let value = keys[key] else { continue }
            try allow([key], keys, place)
            guard case .array(let schemas) = value, !schemas.isEmpty else {
                throw Self.fault(place, "has an \"\(key)\" without schemas")
            }
            guard key == "anyOf" || schemas.count == 1 else {
                throw Self.fault(
                    place, "has an \"allOf\" of several schemas, which is not supported; join them")
            }
            let shapes = try schemas.enumerated().map { try shape(of: $1, at: "\(place)/\(key)/\($0)") }
            return shapes.count == 1 ? shapes[0] : .either(shapes)
        }
        return try typed(keys, place)
    }

    private mutating func typed(_ keys: [String: JSONValue], _ place: String) throws -> JSONShape {
        let types: [String]
        switch keys["type"] {
        case .string(let name): types = [name]
        case .array(let values):
            types = try values.map {
                guard case .string(let name) = $0 else {
                    throw Self.fault(place, "has a \"type\" that is no text")
                }
                return name
            }
        case nil where keys["properties"] != nil: types = ["object"]
        case nil where keys["items"] != nil: types = ["array"]
        default:
            // What is not known is the better reason, such as "oneOf".
            try allow([], keys, place)
            throw Self.fault(place, "has no \"type\"; give one")
        }
        guard !types.isEmpty else { throw Self.fault(place, "has an empty \"type\"") }
        var allowed: Set<String> = ["type"]
        let shapes = try types.map { type -> JSONShape in
            switch type {
            case "string":
                allowed.insert("maxLength")
                let most = try count(keys["maxLength"], "maxLength", place) ?? JSONGrammar.longestText
                return .text(atMost: most)
            case "number", "integer": return .number(isWhole: type == "integer")
            case "boolean": return .literal(["true", "false"])
            case "null": return .literal(["null"])
            case "array":
                allowed.formUnion(["items", "minItems", "maxItems"])
                return try list(keys, place)
            case "object":
                allowed.formUnion(["properties", "required", "additionalProperties"])
                return try object(keys, place)
            default: throw Self.fault(place, "has the unknown type \(type.prefix(40).debugDescription)")
            }
        }
        try allow(allowed, keys, place)
        return shapes.count == 1 ? shapes[0] : .either(shapes)
    }

    private mutating func list(_ keys: [String: JSONValue], _ place: String) throws -> JSONShape {
        let least = try count(keys["minItems"], "minItems", place) ?? 0
        let most = try count(keys["maxItems"], "maxItems", place) ?? max(JSONGrammar.mostParts, least)
        guard most >= max(least, 1) else {
            throw Self.fault(
                place, "has a \"maxItems\" that leaves no room; make it at least 1 and \"minItems\"")
        }
        let element = try keys["items"].map { try shape(of: $0, at: place + "/items") } ?? .anything
        return .list(of: element, atLeast: least, atMost: most)
    }

    private mutating func object(_ keys: [String: JSONValue], _ place: String) throws -> JSONShape {
        var required: Set<String> = []
        if let value = keys["required"] {
            guard case .array(let names) = value else {
                throw Self.fault(place, "has a \"required\" that is no list")
            }
            for case .string(let name) in names { required.insert(name) }
        }
        guard let properties = keys["properties"] else {
            guard required.isEmpty else {
                throw Self.fault(place, "requires members that it does not describe")
            }
            switch keys["additionalProperties"] {
            case .bool(false): return .object([])
            case let value?:
                return .map(
                    of: try shape(of: value, at: place + "/additionalProperties"),
                    atMost: JSONGrammar.mostParts)
            case nil: return .anyObject
            }
        }
        guard case .object(let described) = properties else {
            throw Self.fault(place, "has \"properties\" that are no object")
        }
        let members = try described.map { name, value in
            JSONShape.Member(
                name, try shape(of: value, at: "\(place)/properties/\(name.prefix(60))"),
                isRequired: required.contains(name))
        }
        guard required.isSubset(of: members.map(\.name)) else {
            throw Self.fault(place, "requires members that it does not describe")
        }
        guard Set(members.map(\.name)).count == members.count, !members.contains(where: \.name.isEmpty) else {
            throw Self.fault(place, "has a property without a name, or one that stands twice")
        }
        return .object(members)
    }

    private mutating func referred(_ reference: JSONValue, _ place: String) throws -> JSONShape {
        guard case .string(let text) = reference, text.hasPrefix("#") else {
            throw Self.fault(place, "refers to another document; only \"#/…\" is supported")
        }
        guard !references.contains(text) else {
            throw Self.fault(place, "refers to itself, which is not supported; write the levels out")
        }
        var target: JSONValue? = root
        for part in text.dropFirst().split(separator: "/") {
            let key = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
            target = target.flatMap { Self.member(key, of: $0) }
        }
        guard let target else {
            throw Self.fault(place, "refers to \(text.prefix(60).debugDescription), which is not there")
        }
        references.append(text)
        defer { references.removeLast() }
        return try shape(of: target, at: place)
    }

    // MARK: - Parts

    private static func member(_ key: String, of value: JSONValue) -> JSONValue? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.key == key }?.value
    }

    private static func choice(_ values: [JSONValue], _ place: String) throws -> JSONShape {
        var texts: [String] = []
        var others: [String] = []
        for value in values {
            switch value {
            case .string(let text):
                guard !text.isEmpty else {
                    throw fault(place, "allows an empty text, which is not supported")
                }
                if !texts.contains(text) { texts.append(text) }
            case .null: others.append("null")
            case .bool(let truth): others.append(truth ? "true" : "false")
            case .number(let digits): others.append(digits)
            case .array, .object:
                throw fault(place, "allows a list or an object as a fixed value, which is not supported")
            }
        }
        var shapes: [JSONShape] = texts.isEmpty ? [] : [.choice(texts)]
        if !others.isEmpty {
            shapes.append(.literal(others.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }))
        }
        return shapes.count == 1 ? shapes[0] : .either(shapes)
    }

    private func count(_ value: JSONValue?, _ key: String, _ place: String) throws -> Int? {
        guard let value else { return nil }
        guard case .number(let digits) = value, let count = Int(digits), (0...(1 << 24)).contains(count)
        else {
            throw Self.fault(place, "has a \"\(key)\" that is no whole number")
        }
        return count
    }

    private func allow(_ allowed: Set<String>, _ keys: [String: JSONValue], _ place: String) throws {
        guard let other = keys.keys.filter({ !allowed.contains($0) }).min() else { return }
        throw Self.fault(
            place, "has \(other.prefix(40).debugDescription), which is not supported; leave it out")
    }

    private static func fault(_ place: String, _ words: String) -> WorkstationError {
        .invalid(
            "unsupported_schema", "The schema \(place.isEmpty ? "" : "at \(place) ")\(words).")
    }
}
