import Core

/// One thing that a document states, with the questions that ask for it.
struct Fact: Sendable, Hashable {
    /// The structure that the fact was read from.
    enum Kind: String, Sendable, CaseIterable {
        case table
        case label
        case definition
        case answer
        case list
        case statement
        case cloze
        case summary

        /// The word for several such structures, as the counts show it.
        var plural: String {
            switch self {
            case .table: "tables"
            case .label: "labelled lines"
            case .definition: "definitions"
            case .answer: "answered questions"
            case .list: "lists"
            case .statement: "sentences"
            case .cloze: "gaps in sentences"
            case .summary: "section openings"
            }
        }
    }

    /// The structure that the fact was read from.
    var kind: Kind
    /// The words that make the answer right; they occur in the source.
    var key: String
    /// A short full sentence that holds the key.
    var answer: String
    /// Questions with this answer, the most useful first.
    var questions: [String]
    /// How many of the questions are trained.
    var trainedQuestions = 0
    /// The question that is kept to measure recall; nil when none is left.
    var recallQuestion: String?
    /// Looser ways to ask the same, which are trained after the questions.
    var variations: [String] = []
    /// Whether looser ways to ask are made; not where a question needs every word it has.
    var isAskedLoosely = false
    /// The blocks that state the fact.
    var source: SourceSpan
    /// Whether the questions name only a kind of thing, such as "the file", so that they need their section.
    var isGeneric = false
    /// The words of the source that state the fact; found when the fact is checked.
    var evidence = ""
    /// The characters of the source that the fact accounts for.
    var coveredCharacters: Int
}
