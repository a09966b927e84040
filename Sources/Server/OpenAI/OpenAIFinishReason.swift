import Core

extension FinishReason {
    /// The word OpenAI's clients know for it.
    var openAI: String {
        switch self {
        case .stop, .cancelled: "stop"
        case .length: "length"
        }
    }
}
