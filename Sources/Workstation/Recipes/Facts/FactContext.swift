import Core

/// What a reader of facts knows about the place it reads: the section, its blocks and the documents' names.
struct FactContext {
    /// The section.
    var section: DocumentSection
    /// All blocks of the document.
    var blocks: [DocumentBlock]
    /// Words that are names, taken from all documents.
    var names: ProperNames

    /// Makes a fact whose source is a run of blocks.
    func fact(
        _ kind: Fact.Kind, key: String, answer: String, questions: [String], from first: Int,
        through last: Int? = nil, covering characters: Int
    ) -> Fact {
        Fact(
            kind: kind, key: key, answer: English.sentence(answer),
            questions: questions.map(English.sentence),
            source: SourceSpan(documentId: section.documentId, firstBlock: first, lastBlock: last ?? first),
            coveredCharacters: characters)
    }
}
