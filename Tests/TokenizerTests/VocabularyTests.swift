import Testing

@testable import Tokenizer

@Suite struct VocabularyTests {
    private func definition(
        tokens: [String] = ["a", "b", "ab"], types: [Int] = [], merges: [String] = ["a b"]
    ) -> TokenizerDefinition {
        TokenizerDefinition(model: "gpt2", pre: "gpt-2", tokens: tokens, tokenTypes: types, merges: merges)
    }

    private func refusal(_ definition: TokenizerDefinition) -> String? {
        do {
            _ = try Tokenizer(definition: definition)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func `merges by rank`() throws {
        let tokenizer = try Tokenizer(
            definition: definition(
                tokens: ["a", "b", "c", "bc", "ab", "abc"], merges: ["b c", "a b", "a bc"]))
        #expect(tokenizer.encode("abc") == [5])
        #expect(tokenizer.encode("ab") == [4])
        #expect(tokenizer.encode("aabc") == [0, 5])
    }

    @Test(arguments: [
        (["a", "b"], [Int](), ["a b"], "merge 0"), (["a", "b", "ab"], [], ["ab"], "merge 0"),
        (["a", "b", "ab"], [], ["a c"], "merge 0"), (["a"], [1, 1], [], "1 tokens have 2 types"),
        (["a"], [9], [], "unknown type 9"), ([], [], [], "0 tokens"),
    ])
    func `refuses a vocabulary that contradicts itself`(
        _ tokens: [String], _ types: [Int], _ merges: [String], _ reason: String
    ) {
        #expect(refusal(definition(tokens: tokens, types: types, merges: merges))?.contains(reason) == true)
    }

    @Test func `refuses a special token outside the vocabulary`() {
        var broken = definition()
        broken.endOfSequence = 3
        #expect(refusal(broken)?.contains("end-of-sequence token 3") == true)
        broken.endOfSequence = -1
        #expect(refusal(broken) != nil)
    }

    @Test func `refuses another kind of tokenizer by its name`() {
        var other = definition()
        other.model = "rwkv"
        #expect(refusal(other)?.contains("\"rwkv\"") == true)
    }

    @Test(arguments: [
        ("llama", ["a", "b"], [Float](), "2 tokens have 0 scores"), ("llama", ["a"], [.nan], "not a number"),
        ("t5", ["a"], [0, 1], "1 tokens have 2 scores"), ("t5", ["a"], [0], "does not hold"),
        ("bert", ["a"], [], "does not hold"), ("gpt2", ["a", "b", "ab"], [], "no merges"),
    ])
    func `refuses a vocabulary that lacks something`(
        _ model: String, _ tokens: [String], _ scores: [Float], _ reason: String
    ) throws {
        let definition = TokenizerDefinition(
            model: model, pre: "default", tokens: tokens, tokenTypes: [], merges: [], scores: scores)
        #expect(try #require(refusal(definition)).contains(reason))
        var outside = definition
        outside.unknown = 99
        #expect(refusal(outside) != nil)
    }

    @Test func `takes a table of characters only when it is sound`() throws {
        func definition(_ map: [UInt8]) -> TokenizerDefinition {
            TokenizerDefinition(
                model: "t5", pre: "default", tokens: ["?", "a"], tokenTypes: [2, 1], merges: [],
                scores: [0, 0],
                characterMap: map)
        }
        for map: [UInt8] in [[1], [8, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0], [255, 255, 255, 255, 0, 0, 0, 0]] {
            #expect(refusal(definition(map))?.contains("table of characters") == true)
        }
        let long = [4, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 97, count: 1000)
        #expect(refusal(definition(long))?.contains("1000 bytes") == true)
        // Units that point anywhere find nothing.
        let wild = [16, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 16) + [97, 0]
        #expect(try Tokenizer(definition: definition(wild)).encode("a").isEmpty == false)
    }

    @Test func `gives BERT's ids whether the file marks beginnings or continuations`() throws {
        let sign = "\u{2581}"
        let marked = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", sign + "un", "able", sign + "!"]
        let plain = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##able", "!"]
        for tokens in [marked, plain] {
            let tokenizer = try Tokenizer(
                definition: TokenizerDefinition(
                    model: "bert", pre: "", tokens: tokens, tokenTypes: [3, 3, 3, 3, 1, 1, 1], merges: []))
            #expect(tokenizer.encode("\u{DC}nable! x [SEP]") == [4, 5, 6, 1, 1, 1, 1])
            #expect(tokenizer.encodeSequence("UNABLE") == [2, 4, 5, 3])
            #expect(tokenizer.decode([2, 4, 5, 6, 3]) == "unable!")
        }
    }

    @Test func `lets a control token take white space along where the model does`() throws {
        let definition = TokenizerDefinition(
            model: "llama", pre: "default", tokens: ["<unk>", "<|end|>", "\u{2581}", "a", "\n"],
            tokenTypes: [2, 3, 1, 1, 1], merges: [], scores: [0, 0, 0, 0, 0], stripsAfterControl: true)
        let tokenizer = try Tokenizer(definition: definition)
        #expect(tokenizer.encode("<|end|> \n a", allowingSpecial: true) == [1, 2, 3])
    }

    @Test func `keeps tokens apart that only look the same`() throws {
        let tokenizer = try Tokenizer(
            definition: definition(
                tokens: ["\u{E9}x", "e\u{301}x", "\u{212B}"], types: [4, 4, 4], merges: []))
        #expect(tokenizer.encode("\u{E9}x", allowingSpecial: true) == [0])
        #expect(tokenizer.encode("e\u{301}x", allowingSpecial: true) == [1])
        #expect(tokenizer.encode("\u{C5}", allowingSpecial: true) == [])
    }

    @Test func `takes the leftmost and longest special token`() throws {
        let tokenizer = try Tokenizer(
            definition: definition(tokens: ["a", "<x>", "<x><y>", "x"], types: [1, 3, 3, 1], merges: []))
        #expect(tokenizer.encode("a<x><y>a<x>", allowingSpecial: true) == [0, 2, 0, 1])
        #expect(tokenizer.encode("a<x>") == [0, 3])
    }

    @Test func `decodes ids outside the vocabulary to nothing`() throws {
        let tokenizer = try Tokenizer(definition: definition())
        #expect(tokenizer.decode([0, 99, -1, 1]) == "ab")
    }
}
