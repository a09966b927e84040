import Core

/// The description of this API: OpenAPI 3.1.
enum OpenAPIDocument {
    /// The whole document.
    static let value: JSONValue = [
        "openapi": "3.1.0",
        "info": [
            "title": "Diapason", "version": .string(ProductVersion.current),
            "description": "The workstation's own API. It answers on the loopback address alone.",
        ],
        "security": [["bearer": []], ["key": []], ["cookie": []]],
        "paths": paths,
        "components": [
            "schemas": .object(
                LibrarySchemas.all.merging(ReviewSchemas.all) { first, _ in first }.merging(WorkSchemas.all) {
                    first, _ in first
                }),
            "securitySchemes": [
                "bearer": ["type": "http", "scheme": "bearer"],
                "key": ["type": "apiKey", "in": "header", "name": "X-API-Key"],
                "cookie": ["type": "apiKey", "in": "cookie", "name": .string(SessionCookie.name)],
            ],
        ],
    ]

    private static var paths: JSONValue {
        var paths: [String: [String: JSONValue]] = [:]
        for operation in OpenAPIOperations.all {
            paths[operation.path, default: [:]][operation.method] = operation.value
        }
        return .object(paths.mapValues { .object($0) })
    }
}
