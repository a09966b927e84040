/// The goals a user can choose, each a way to turn documents into examples.
package enum RecipeName: String, Codable, Sendable, CaseIterable {
    /// *Know my documents*: the text itself, plus questions and answers from its structure.
    case knowMyDocuments = "know-my-documents"
    /// *Write like me*: an instruction back from each passage, the passage as the answer.
    case writeLikeMe = "write-like-me"
    /// *Follow my format*: inputs with their outputs, from tables, pairs and repeated templates.
    case followMyFormat = "follow-my-format"
    /// *From conversations*: mail threads and chats, one speaker's words as the answers.
    case fromConversations = "from-conversations"
    /// *Extract*: documents of one kind, their fields as the answer.
    case extract
}
