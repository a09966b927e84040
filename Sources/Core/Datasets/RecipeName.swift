/// The goals a user can choose, each a way to turn documents into examples.
package enum RecipeName: String, Codable, Sendable, CaseIterable {
    /// *Know my documents*: the text itself, plus questions and answers from its structure.
    case knowMyDocuments = "know-my-documents"
    /// *Write like me*: an instruction back from each passage, the passage as the answer.
    case writeLikeMe = "write-like-me"
}
