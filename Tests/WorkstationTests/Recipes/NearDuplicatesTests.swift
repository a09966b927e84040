import Testing

@testable import Workstation

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

    @Test func `keeps texts that share half`() {
        var index = NearDuplicates(threshold: 0.85)
        let half = (100..<300).map { "word\($0)" }.joined(separator: " ")
        #expect(index.add(text) == nil)
        #expect(index.add(half) == nil)
        let similarity = NearDuplicates.similarity(text, half)
        // A third of all shingles is common; 64 hashes estimate that to within about 0.18 (three deviations).
        #expect(abs(similarity - 1.0 / 3) < 0.18)
    }

    @Test(arguments: ["", " ", "a", "one two three", "!!!"])
    func `takes short and empty texts`(text: String) {
        var index = NearDuplicates(threshold: 0.85)
        #expect(index.add(text) == nil)
        #expect(index.add(text) == 0)
    }
}
