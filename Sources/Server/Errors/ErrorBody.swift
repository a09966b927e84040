/// The body of every refusal under `/api`.
struct ErrorBody: Codable, Sendable {
    struct Content: Codable, Sendable {
        var code: String
        var message: String
        var requestId: String
    }

    var error: Content
}
