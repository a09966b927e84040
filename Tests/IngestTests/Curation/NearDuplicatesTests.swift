import Testing

@testable import Ingest

@Suite struct NearDuplicatesTests {
    private let text = (0..<200).map { "word\($0)" }.joined(separator: " ")

    @Test func `finds a text again in other case and punctuation`() {
        var index = NearDuplicates(threshold: 0.85)
        #expect(index.add(text) == nil)
        #expect(index.add(text.uppercased() + "!") == 0)
    }

    @Test func `finds a text with one word changed`() {
        var index = NearDuplicates(threshold: 0.85)
        #expect(index.add(text) == nil)
        #expect(index.add(text.replacing("word77 ", with: "other ")) == 0)
    }

    @Test func `marks of literals belong to no word, marks of letters do`() {
        #expect(WordShingles.words("the ``Depends`` field ^1") == WordShingles.words("the Depends field 1"))
        #expect(WordShingles.words("अच्छा").count == 1)
        #expect(WordShingles.words("e\u{301}te\u{301}").count == 1)
    }

    @Test func `keeps texts that share half`() {
        var index = NearDuplicates(threshold: 0.85)
        let half = (100..<300).map { "word\($0)" }.joined(separator: " ")
        #expect(index.add(text) == nil)
        #expect(index.add(half) == nil)
        let similarity = NearDuplicates.similarity(text, half)
        // 96 of 296 runs of five words are common.
        #expect(abs(similarity - 96.0 / 296) < 0.001)
    }

    @Test(arguments: ["", " ", "a", "one two three", "!!!"])
    func `takes short and empty texts`(text: String) {
        var index = NearDuplicates(threshold: 0.85)
        #expect(index.add(text) == nil)
        #expect(index.add(text) == 0)
    }
}
