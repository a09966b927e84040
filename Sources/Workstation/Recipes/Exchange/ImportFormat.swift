/// The formats of files of rows.
package enum ImportFormat: String, Codable, Sendable, CaseIterable {
    /// One JSON object with `messages` a line.
    case chat
    /// `conversations` with `from` and `value` (ShareGPT).
    case shareGPT
    /// `prompt` and `completion`.
    case promptCompletion
    /// `instruction`, `input` and `output`, as an array or a line each, with `system` and `history`.
    case alpaca
    /// `prompt`, `chosen` and `rejected`: two answers, of which one is preferred.
    case preference
    /// `prompt`, `completion` and `label`: an answer with a thumb up or down.
    case rated
    /// `text`, learned whole.
    case textRows
    /// Columns with a header, separated by commas, semicolons or tabs.
    case csv
    /// Running text, cut into passages.
    case plainText

    /// What a row of the format is called in the counts.
    var words: String {
        switch self {
        case .chat, .shareGPT: "conversations"
        case .promptCompletion: "prompts with completions"
        case .alpaca: "instructions with outputs"
        case .preference: "preferred answers"
        case .rated: "rated answers"
        case .textRows: "text rows"
        case .csv: "table rows"
        case .plainText: "passages"
        }
    }
}
