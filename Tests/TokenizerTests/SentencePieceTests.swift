import Testing

@testable import Tokenizer

@Suite struct SentencePieceTests {
    private func definition(
        _ model: String, _ pieces: FamilyFixture.Pieces, addsSpacePrefix: Bool? = nil
    ) -> TokenizerDefinition {
        TokenizerDefinition(
            model: model, pre: "default", tokens: pieces.tokens, tokenTypes: pieces.types, merges: [],
            scores: pieces.scores, beginningOfSequence: 1, endOfSequence: 2, unknown: 0,
            addsSpacePrefix: addsSpacePrefix, removesExtraSpaces: model == "t5" ? true : nil,
            characterMap: model == "t5" ? pieces.map : [])
    }

    @Test func `gives sentencepiece's ids and text for a vocabulary with scores`() throws {
        let fixture = try FamilyFixture.shared.get()
        let tokenizer = try Tokenizer(definition: definition("llama", fixture.pieces))
        for (index, text) in fixture.texts.enumerated() {
            let ids = tokenizer.encode(text)
            #expect(
                LineFixture.digest(ids) == fixture.pieces.ids[index],
                "text \(index): \(text.debugDescription)")
            #expect(
                FamilyFixture.digest(tokenizer.decode(ids)) == fixture.pieces.texts[index],
                "text \(index): \(text.debugDescription), \(tokenizer.decode(ids).debugDescription)")
        }
    }

    @Test func `gives sentencepiece's ids when no space is put in front`() throws {
        let fixture = try FamilyFixture.shared.get()
        let tokenizer = try Tokenizer(definition: definition("llama", fixture.pieces, addsSpacePrefix: false))
        for (index, text) in fixture.texts.enumerated() {
            #expect(
                LineFixture.digest(tokenizer.encode(text)) == fixture.unprefixed[index],
                "text \(index): \(text.debugDescription)")
        }
    }

    @Test func `gives sentencepiece's ids and text for a unigram vocabulary`() throws {
        let fixture = try FamilyFixture.shared.get()
        let tokenizer = try Tokenizer(definition: definition("t5", fixture.unigram))
        for (index, text) in fixture.texts.enumerated() {
            let ids = tokenizer.encode(text)
            #expect(
                LineFixture.digest(ids) == fixture.unigram.ids[index],
                "text \(index): \(text.debugDescription)")
            #expect(
                FamilyFixture.digest(tokenizer.decode(ids)) == fixture.unigram.texts[index],
                "text \(index): \(text.debugDescription)")
        }
    }

    @Test(arguments: ["llama", "t5"])
    func `never merges text into a control or byte token`(_ model: String) throws {
        var pieces = try FamilyFixture.shared.get().pieces
        // Pieces from which "<s>" and "<0x41>" could be merged, were they ordinary tokens.
        let extra = ["<", "s", ">", "<s", "s>", "<0", "<0x", "<0x4", "<0x41", "0x41>", "x41>"]
        pieces = FamilyFixture.Pieces(
            tokens: pieces.tokens + extra.filter { !pieces.tokens.contains($0) },
            scores: pieces.scores + extra.filter { !pieces.tokens.contains($0) }.map { _ in -1 },
            types: pieces.types + extra.filter { !pieces.tokens.contains($0) }.map { _ in 1 },
            map: pieces.map,
            ids: PackedNumbers(), texts: PackedNumbers())
        let tokenizer = try Tokenizer(definition: definition(model, pieces))
        let text = "<s> <0x41></s>"
        let ids = tokenizer.encode(text)
        #expect(!ids.contains { tokenizer.isControl($0) })
        #expect(tokenizer.decode(ids) == text)
        #expect(tokenizer.encode("<s>", allowingSpecial: true) == [1])
    }

    @Test func `continues text without a space in front`() throws {
        let fixture = try FamilyFixture.shared.get()
        let tokenizer = try Tokenizer(definition: definition("llama", fixture.pieces))
        var position = TextPosition.start
        let bytes = Array("<s>ab".utf8)
        let first = tokenizer.encode(bytes: bytes, specialRanges: [0..<3], at: &position)
        #expect(position == .insideText)
        let second = tokenizer.encode(bytes: Array("c".utf8), specialRanges: [], at: &position)
        #expect(tokenizer.decode(first + second) == "abc")
        #expect(tokenizer.piece(of: tokenizer.encode("ab")[0]).hasPrefix(" "))
    }
}
