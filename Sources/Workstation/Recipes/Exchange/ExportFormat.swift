/// The formats that rows are written in.
package enum ExportFormat: String, Codable, Sendable, CaseIterable {
    /// A JSON object with `messages` a line; text rows have `text`.
    case chat
    /// The same with where each row comes from, what shows it and which part it belongs to, under `metadata`.
    case chatWithSources = "chat-with-sources"
    /// `conversations` with `from` and `value`, a line each.
    case shareGPT = "sharegpt"
    /// `instruction`, `input` and `output`, a line each.
    case alpaca
    /// `prompt` and `completion`, a line each.
    case promptCompletion = "prompt-completion"
    /// `prompt`, `chosen` and `rejected`, a line each.
    case preference
    /// `prompt`, `completion` and `label`, a line each.
    case rated
    /// Columns `system`, `prompt` and `completion`, separated by commas.
    case csv

    /// The ending of a file of this format.
    package var fileEnding: String { self == .csv ? "csv" : "jsonl" }
}
