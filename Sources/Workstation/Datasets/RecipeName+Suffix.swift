internal import Core

extension RecipeName {
    /// What follows a collection's name in the name of a dataset that is made of it.
    var suffix: String {
        switch self {
        case .knowMyDocuments: "knowledge"
        case .writeLikeMe: "style"
        case .followMyFormat: "format"
        case .fromConversations: "conversations"
        case .extract: "fields"
        }
    }
}
