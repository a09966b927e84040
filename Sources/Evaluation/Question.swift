/// A question with what a right answer states.
package struct Question: Codable, Sendable, Hashable {
    /// The question as the model gets it.
    package var question: String
    /// What a right answer states; all of it must be there.
    package var expected: [ExpectedFact]
    /// The document that holds the answer, when it is known.
    package var document: String?

    /// Makes a question.
    package init(question: String, expected: [ExpectedFact], document: String? = nil) {
        self.question = question
        self.expected = expected
        self.document = document
    }

    /// Reads a question; `expected` is a list of wordings of one fact, or a list of such lists for several facts.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        question = try container.decode(String.self, forKey: .question)
        document = try container.decodeIfPresent(String.self, forKey: .document)
        if let alternatives = try? container.decode([String].self, forKey: .expected) {
            expected = [ExpectedFact(alternatives)]
        } else {
            // The error of this second reading is the one to report: it is the general form.
            expected = try container.decode([ExpectedFact].self, forKey: .expected)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case question
        case expected
        case document
    }
}
