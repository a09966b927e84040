import Core
import Tokenizer

/// Gives bytes to the readers of a model's tokenizer and chat template, and uses everything that they hand out.
///
/// Shared by ordinary tests and by the fuzzer of `scripts/fuzz.sh`: it uses what the package offers and no more.
enum TokenizerProbe {
    /// Texts that meet the beginnings and ends of words, control tokens' names and bytes that are no UTF-8.
    private static let texts: [[UInt8]] = [
        [], Array(" ab  a\u{2581}b</s>\n漢<|im_start|>[MASK]".utf8), [0, 0xC3, 0xA9, 0xFF, 0x61],
    ]
    private static let turns = [
        Message(role: .system, content: "Be <|im_end|> brief."), Message(role: .user, content: "a\nb é"),
        Message(role: .assistant, content: "b"), Message(role: .user, content: ""),
    ]

    /// Reads a `tokenizer.json`, which also serves as its own settings, and takes texts to tokens and back.
    static func tokenizer(_ bytes: [UInt8]) throws(TokenizerError) {
        let tokenizer = try Tokenizer(files: TokenizerFiles(tokenizer: bytes, configuration: bytes))
        for text in texts {
            for allowsSpecial in [false, true] {
                let ids = tokenizer.encode(bytes: text, allowingSpecial: allowsSpecial)
                precondition(
                    ids.allSatisfy { (0..<tokenizer.vocabularySize).contains($0) }, "An id is unknown.")
                use(tokenizer.decode(ids, includingSpecial: true))
            }
        }
        use(tokenizer.encodeSequence("ab"))
    }

    /// Reads a value for a template and writes it out again.
    static func value(_ bytes: [UInt8]) throws(TokenizerError) {
        let template = try ChatTemplate(source: "{{ tools | tojson }}{{ tools }}")
        let value = try TemplateValue(json: bytes)
        use(try template.render(messages: [], addGenerationPrompt: false, extra: ["tools": value]))
    }

    /// Reads a template and renders a chat with it; the interpreter's own limit of steps ends those that do not.
    static func template(_ bytes: [UInt8]) throws(TokenizerError) {
        let template = try ChatTemplate(source: String(decoding: bytes, as: UTF8.self))
        let tools = TemplateValue.list([.mapping([.init("name", .text("f")), .init("n", .integer(3))])])
        use(
            try template.render(
                messages: turns, addGenerationPrompt: true, bosToken: "<s>", eosToken: "</s>",
                extra: ["tools": tools], formatNow: { $0 }))
    }

    /// Keeps the compiler from leaving out what has no result.
    @inline(never)
    private static func use<Value>(_ value: Value) {}
}
