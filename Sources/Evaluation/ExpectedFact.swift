/// One thing that an answer must state, in any of several wordings.
package struct ExpectedFact: Codable, Sendable, Hashable {
    /// The wordings; one of them is enough.
    package var alternatives: [String]

    /// Makes a fact.
    package init(_ alternatives: [String]) { self.alternatives = alternatives }

    /// Reads a list of wordings.
    package init(from decoder: any Decoder) throws {
        alternatives = try decoder.singleValueContainer().decode([String].self)
    }

    /// Writes the list of wordings.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(alternatives)
    }
}
