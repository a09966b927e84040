/// The field `stop`: one text or a list of texts.
struct StopSequences: Decodable, Sendable {
    static let maximumCount = 4
    let texts: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // One text is tried first; what is neither that nor a list is an error of the list.
        if let text = try? container.decode(String.self) {
            texts = [text]
        } else {
            texts = try container.decode([String].self)
        }
    }
}
