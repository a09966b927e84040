import Workstation

/// The body of `POST /v1/embeddings`.
struct EmbeddingRequestBody: Decodable, Sendable {
    /// How a vector is written.
    enum Format: String, Decodable, Sendable {
        /// As a list of numbers.
        case float
        /// As base64 of 32-bit floats, least byte first.
        case base64
    }

    let model: String
    let inputs: [EmbeddingInput]
    let format: Format
    let dimensions: Int?

    private enum CodingKeys: String, CodingKey { case model, input, encodingFormat, dimensions }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        model = try fields.decode(String.self, forKey: .model)
        format = try fields.decodeIfPresent(Format.self, forKey: .encodingFormat) ?? .float
        dimensions = try fields.decodeIfPresent(Int.self, forKey: .dimensions)
        // The forms are tried in turn; what is none of them is an error of the last one.
        if let text = try? fields.decode(String.self, forKey: .input) {
            inputs = [.text(text)]
        } else if let texts = try? fields.decode([String].self, forKey: .input) {
            inputs = texts.map { .text($0) }
        } else if let ids = try? fields.decode([Int].self, forKey: .input) {
            inputs = [.tokens(ids)]
        } else {
            inputs = try fields.decode([[Int]].self, forKey: .input).map { .tokens($0) }
        }
    }
}
