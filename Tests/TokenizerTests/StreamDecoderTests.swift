import Testing

@testable import Tokenizer

@Suite struct StreamDecoderTests {
    /// A vocabulary with one token for each byte.
    private func byteTokenizer() throws -> Tokenizer {
        let printing = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
        var next: UInt32 = 0x100
        let tokens = (0..<256).map { byte in
            var scalar = UInt32(byte)
            if !printing.contains(byte) {
                scalar = next
                next += 1
            }
            return Unicode.Scalar(scalar).map { String($0) } ?? ""
        }
        return try Tokenizer(
            definition: TokenizerDefinition(
                model: "gpt2", pre: "default", tokens: tokens + ["<|end|>"],
                tokenTypes: Array(repeating: 1, count: 256) + [3], merges: []))
    }

    private func streamed(_ ids: [Int], _ tokenizer: Tokenizer) -> [String] {
        var decoder = StreamDecoder(tokenizer: tokenizer)
        return ids.map { decoder.append($0) } + [decoder.finish()]
    }

    @Test func `holds back a character until it is complete`() throws {
        let tokenizer = try byteTokenizer()
        #expect(streamed([0x61, 0xE2, 0x82, 0xAC, 0x62], tokenizer) == ["a", "", "", "€", "b", ""])
        #expect(streamed([0xF0, 0x9F, 0x99, 0x82], tokenizer) == ["", "", "", "🙂", ""])
        #expect(streamed([0xE2, 0x82], tokenizer) == ["", "", "\u{FFFD}"])
        #expect(streamed([0xE2, 0x61], tokenizer) == ["", "\u{FFFD}a", ""])
    }

    @Test func `leaves out control tokens`() throws {
        #expect(streamed([0x61, 256, 0x62], try byteTokenizer()) == ["a", "", "b", ""])
    }

    @Test func `adds up to the whole text for any bytes`() throws {
        let tokenizer = try byteTokenizer()
        var generator = SystemRandomNumberGenerator()
        let interesting = [
            0x41, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xC3, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
        ]
        for _ in 0..<5000 {
            let ids = (0..<8).compactMap { _ in interesting.randomElement(using: &generator) }
            #expect(streamed(ids, tokenizer).joined() == tokenizer.decode(ids), "\(ids)")
        }
    }

    @Test func `streams the starter model's tokens to the same text`() throws {
        let tokenizer = try StarterModel.tokenizer.get()
        for row in try LineFixture.load().rows.prefix(200) {
            let ids = tokenizer.encode(row[0])
            #expect(streamed(ids, tokenizer).joined() == tokenizer.decode(ids))
        }
    }
}
