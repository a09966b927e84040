/// The formats of files of rows.
package enum ImportFormat: String, Codable, Sendable, CaseIterable {
    /// One JSON object with `messages` a line.
    case chat
    /// `prompt` and `completion`.
    case promptCompletion
    /// `instruction`, `input` and `output`, as an array or a line each.
    case alpaca
    /// `text`, learned whole.
    case textRows
    /// Running text, cut into passages.
    case plainText
}
