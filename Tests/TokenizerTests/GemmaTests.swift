import Foundation
import Testing

@testable import Tokenizer

@Suite struct GemmaTests {
    /// A part of Gemma 3's own vocabulary, and what llama.cpp makes of texts with all of it.
    private struct Fixture: Decodable {
        let tokens: [String]
        /// The number of each token in the whole vocabulary.
        let numbers: PackedNumbers
        let types: [Int]
        let scores: [Float]
        let texts: [String]
        let ids: [PackedNumbers]
        let marked: [PackedNumbers]
        let decoded: [String]
        let spacePrefix: Bool
    }

    private static let fixture = Result { try TestFiles.fixture("gemma.json", as: Fixture.self) }

    private func tokenizer(_ fixture: Fixture) throws -> Tokenizer {
        try Tokenizer(
            definition: TokenizerDefinition(
                model: "llama", pre: "default", tokens: fixture.tokens, tokenTypes: fixture.types, merges: [],
                scores: fixture.scores, addsSpacePrefix: fixture.spacePrefix))
    }

    @Test func `gives llama.cpp's ids with Gemma's vocabulary`() throws {
        let fixture = try Self.fixture.get()
        let tokenizer = try tokenizer(fixture)
        for (index, text) in fixture.texts.enumerated() {
            let ids = tokenizer.encode(text).map { fixture.numbers[$0] }
            #expect(ids == fixture.ids[index].values, "text \(index): \(text.debugDescription)")
        }
    }

    @Test func `gives llama.cpp's ids when special tokens are allowed`() throws {
        let fixture = try Self.fixture.get()
        let tokenizer = try tokenizer(fixture)
        for (index, text) in fixture.texts.enumerated() {
            let ids = tokenizer.encode(text, allowingSpecial: true).map { fixture.numbers[$0] }
            #expect(ids == fixture.marked[index].values, "text \(index): \(text.debugDescription)")
        }
    }

    @Test func `decodes what it encoded to the same text`() throws {
        let fixture = try Self.fixture.get()
        let tokenizer = try tokenizer(fixture)
        for (index, text) in fixture.texts.enumerated() {
            let decoded = tokenizer.decode(tokenizer.encode(text))
            #expect(decoded == fixture.decoded[index], "text \(index): \(text.debugDescription)")
        }
    }
}
