/// The kinds of questions that a model is asked for, so that they differ.
package enum QuestionType: String, Codable, Sendable, CaseIterable {
    /// A single fact: who, what, when, where, how much.
    case fact
    /// What something is.
    case definition
    /// Why something is so, or what follows from it.
    case reason
    /// How something is done, step by step.
    case procedure
    /// How two things differ.
    case comparison
    /// What a passage says in short.
    case summary
}
