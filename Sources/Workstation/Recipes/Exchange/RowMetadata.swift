import Core

/// What a row holds besides its messages: how it came to be, where from, what shows it, and what it is for.
struct RowMetadata: Codable, Hashable {
    var kind: Example.Kind?
    var source: SourceSpan?
    var factId: String?
    var evidence: String?
    var rejected: String?
    var rating: Example.Rating?
    /// The part that the row belongs to; nil when nobody said.
    var split: DatasetSplit?

    init(_ example: Example, split: DatasetSplit?) {
        kind = example.kind
        source = example.source
        factId = example.factId
        evidence = example.evidence
        rejected = example.rejected
        rating = example.rating
        self.split = split
    }

    /// The example with these values.
    func applied(to example: Example) -> Example {
        var example = example
        if let kind { example.kind = kind }
        example.source = source
        example.factId = factId
        example.evidence = evidence
        example.rejected = rejected ?? example.rejected
        example.rating = rating ?? example.rating
        return example
    }
}
