import HTTPTypes

/// The body of every refusal under `/v1`, in the shape that OpenAI's clients read.
struct OpenAIErrorBody: Encodable, Sendable {
    struct Content: Encodable, Sendable {
        var message: String
        var type: String
        var param: String?
        var code: String
        var requestId: String

        enum CodingKeys: String, CodingKey { case message, type, param, code, requestId }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(message, forKey: .message)
            try container.encode(type, forKey: .type)
            // Present as null: clients read the key.
            try container.encode(param, forKey: .param)
            try container.encode(code, forKey: .code)
            try container.encode(requestId, forKey: .requestId)
        }
    }

    var error: Content

    init(_ refusal: Refusal, requestId: String) {
        let type =
            switch refusal.status.code {
            case 401: "authentication_error"
            case 403: "permission_error"
            case 500...: "server_error"
            default: "invalid_request_error"
            }
        error = Content(
            message: refusal.message, type: type, param: refusal.parameter, code: refusal.code,
            requestId: requestId)
    }
}
