import Ingest

/// A section with what was read from it.
struct KnowledgePart {
    /// The section.
    var section: DocumentSection
    /// The position of its document.
    var document: Int
    /// What it states.
    var facts: [Fact]
    /// Its text in pieces.
    var passages: [Passage]
    /// Whether none of it is learned.
    var isHeldOut = false
}
