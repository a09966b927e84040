package import Core

/// How a generation ended.
package struct GenerationSummary: Sendable, Hashable {
    /// Text that was held back for a stop sequence that did not come.
    package var text: String
    /// Why it ended.
    package var finishReason: FinishReason
    /// Tokens of the prompt.
    package var promptTokens: Int
    /// Tokens made.
    package var completionTokens: Int
    /// Wall time in seconds.
    package var seconds: Double

    /// Makes a summary.
    package init(
        text: String, finishReason: FinishReason, promptTokens: Int, completionTokens: Int, seconds: Double
    ) {
        self.text = text
        self.finishReason = finishReason
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.seconds = seconds
    }
}
