import Testing

@testable import Workstation

@Suite struct SentenceSplitterTests {
    @Test(arguments: [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "Mrs. Pettigrew paid 3.50 euros. Dr. Rook did not.",
            ["Mrs. Pettigrew paid 3.50 euros.", "Dr. Rook did not."]
        ),
        ("He said “stop.” Then he left.", ["He said “stop.”", "Then he left."]),
        ("See e.g. the list. Or no. 4 there.", ["See e.g. the list.", "Or no. 4 there."]),
        ("여기는 공방입니다. 어서 오세요.", ["여기는 공방입니다.", "어서 오세요."]),
        ("", []), ("   ", []), ("...", ["..."]),
    ])
    func `cuts text into sentences`(text: String, sentences: [String]) {
        #expect(SentenceSplitter.sentences(of: text) == sentences)
    }
}
