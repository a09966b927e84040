/// Why an answer ended.
package enum FinishReason: String, Codable, Sendable {
    /// The model ended it, or a stop sequence was met.
    case stop
    /// The token limit or the context length was reached.
    case length
    /// The caller cancelled it.
    case cancelled
}
