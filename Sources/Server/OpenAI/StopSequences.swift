/// The field `stop`: one text or a list of texts.
struct StopSequences: Decodable, Sendable {
    static let maximumCount = 4
    let texts: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            texts = [text]
        } else {
            texts = try container.decode([String].self)
        }
    }
}
