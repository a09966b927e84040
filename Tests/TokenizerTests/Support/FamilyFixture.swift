import Foundation

@testable import Tokenizer

/// The small tokenizers of `Fixtures/families.json`, set up as each family's, with what the reference makes of texts.
struct FamilyFixture: Decodable {
    /// One family's `tokenizer.json`, its vocabulary taken out, and digests a text.
    struct Family: Decodable {
        let name: String
        let vocabulary: Int
        let file: String
        /// The ids of "Hi there" with what the model expects around it.
        let framed: [Int]
        /// The ids of the first texts in full, to see what is wrong.
        let first: [[Int]]
        /// Ids of plain text.
        let plain: PackedNumbers
        /// Ids with special tokens recognised.
        let marked: PackedNumbers
        /// The text of ``plain``, without special tokens.
        let plainText: PackedNumbers
        /// The text of ``marked``, with special tokens.
        let markedText: PackedNumbers
    }

    /// A SentencePiece model as a GGUF file has it, and what `sentencepiece` makes of the texts.
    struct Pieces: Decodable {
        let tokens: [String]
        let scores: [Float]
        let types: [Int]
        let map: [UInt8]
        let ids: PackedNumbers
        let texts: PackedNumbers
    }

    let texts: [String]
    let vocabularies: [String]
    let families: [Family]
    let pieces: Pieces
    /// Ids of ``pieces`` when no space is put in front.
    let unprefixed: PackedNumbers
    let unigram: Pieces

    /// The fixture, read once.
    static let shared = Result { try TestFiles.fixture("families.json", as: FamilyFixture.self) }

    /// Names of all families, for parameterised tests.
    static let names = [
        "gpt-2", "smollm2", "llama-3", "olmo-2", "qwen-3", "tekken", "falcon", "roberta", "llama-2",
        "mistral", "yi",
        "phi-3", "gemma", "bert", "bert-cased", "bert-compatibility", "bert-composed", "t5", "xlm",
        "unigram-bytes",
    ]

    /// The family of a name.
    func family(_ name: String) throws -> Family {
        guard let family = families.first(where: { $0.name == name }) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return family
    }

    /// The bytes of a family's `tokenizer.json`, put together again.
    func file(_ family: Family) -> [UInt8] {
        let shared = vocabularies[family.vocabulary].dropFirst()
        let text = family.file.replacingOccurrences(
            of: "\"model\":{", with: "\"model\":{" + shared.dropLast() + ",")
        return Array(text.utf8)
    }

    /// The tokenizer of a family.
    static func tokenizer(_ name: String) throws -> Tokenizer {
        let fixture = try shared.get()
        return try Tokenizer(files: TokenizerFiles(tokenizer: fixture.file(fixture.family(name))))
    }

    /// FNV-1a, 32 bits, of a text.
    static func digest(_ text: String) -> UInt32 {
        text.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}
