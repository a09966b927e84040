internal import Core

/// What `tokenizer_config.json` and `chat_template.jinja` add to `tokenizer.json`.
struct TokenizerSettings {
    private static let file = "tokenizer_config.json"

    /// The name of the token that begins a sequence.
    var beginningOfSequence: String?
    /// The name of the token that ends a sequence.
    var endOfSequence: String?
    /// The name of the token that pads.
    var padding: String?
    /// Whether a text begins with the first of these; nil when that is left to `tokenizer.json`.
    var addsBeginningOfSequence: Bool?
    /// Whether a text ends with the second of these.
    var addsEndOfSequence: Bool?
    /// The chat template.
    var chatTemplate: String?

    /// Reads the files; one that is absent says nothing.
    init(_ files: TokenizerFiles) throws(TokenizerError) {
        if let bytes = files.configuration {
            let value = try JSONScanner.read(bytes, file: Self.file) { (scanner) throws(JSONTrouble) in
                guard try scanner.kind() == .object else { throw scanner.trouble("an object is expected") }
                return try scanner.value()
            }
            beginningOfSequence = Self.name(value["bos_token"])
            endOfSequence = Self.name(value["eos_token"])
            padding = Self.name(value["pad_token"])
            addsBeginningOfSequence = value["add_bos_token"]?.boolean
            addsEndOfSequence = value["add_eos_token"]?.boolean
            chatTemplate = try Self.template(value["chat_template"])
        }
        if let bytes = files.chatTemplate {
            guard UTF8Text.isValid(bytes[...]) else {
                throw .corruptFile("chat_template.jinja", "it is not UTF-8")
            }
            chatTemplate = String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The name of a token, written as text or as an object.
    private static func name(_ value: JSONValue?) -> String? { value?.text ?? value?["content"]?.text }

    /// The template, or of several with names the one for plain chats.
    private static func template(_ value: JSONValue?) throws(TokenizerError) -> String? {
        guard let value else { return nil }
        if let text = value.text { return text }
        guard let list = value.list else { throw .corruptFile(file, "its chat template is not a text") }
        return list.first { $0["name"]?.text == "default" }?["template"]?.text
    }
}
