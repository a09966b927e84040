/// One method of one address, as the document describes it.
struct OpenAPIOperation: Sendable {
    private typealias Schema = OpenAPISchema

    /// What an answer or a request carries.
    enum Content: Sendable {
        /// A JSON value of a schema.
        case json(JSONValue)
        /// Bytes of a media type.
        case bytes(String)
        /// Server-sent events, explained in words.
        case events(String)
        /// Nothing.
        case none
    }

    let method: String
    let path: String
    let summary: String
    var query: [(name: String, schema: JSONValue, isRequired: Bool)] = []
    var body: Content = .none
    var status = 200
    var answer: Content = .none
    var isPublic = false

    /// The operation as the document has it.
    var value: JSONValue {
        var value: [String: JSONValue] = ["summary": .string(summary), "responses": responses]
        let parameters = pathParameters + queryParameters
        if !parameters.isEmpty { value["parameters"] = .array(parameters) }
        if case .none = body {
        } else {
            value["requestBody"] = ["required": true, "content": Self.content(body)]
        }
        if isPublic { value["security"] = [] }
        return .object(value)
    }

    private var responses: JSONValue {
        var good: [String: JSONValue] = ["description": .string(description)]
        if case .none = answer {} else { good["content"] = Self.content(answer) }
        return [
            String(status): .object(good),
            "default": [
                "description": "A refusal, in one sentence.",
                "content": Self.content(.json(Schema.named("Error"))),
            ],
        ].asObject
    }

    private var description: String {
        if case .events(let words) = answer { return words }
        return status == 204 ? "Done." : "The answer."
    }

    private var pathParameters: [JSONValue] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            [
                "name": .string(String(part.dropFirst().dropLast())), "in": "path", "required": true,
                "schema": Schema.text,
            ]
        }
    }

    private var queryParameters: [JSONValue] {
        query.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "schema": parameter.schema,
            ]
        }
    }

    private static func content(_ content: Content) -> JSONValue {
        switch content {
        case .json(let schema): ["application/json": ["schema": schema]]
        case .bytes(let type): [type: ["schema": Schema.binary]].asObject
        case .events: ["text/event-stream": ["schema": Schema.text]]
        case .none: [:]
        }
    }
}

extension [String: JSONValue] {
    fileprivate var asObject: JSONValue { .object(self) }
}
