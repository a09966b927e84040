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
