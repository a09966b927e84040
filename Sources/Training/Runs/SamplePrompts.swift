/// What `samples.json` says: prompts that are answered at every evaluation, so that a person sees the run learn.
package struct SamplePrompts: Codable, Sendable, Hashable {
    /// The most tokens of an answer when nothing else is said.
    package static let defaultMaximumTokens = 48

    /// Prompts as token ids, ready for the model (template applied).
    package var prompts: [[Int]]
    /// Tokens that end an answer; they are not part of it.
    package var stopTokens: [Int]
    /// The most tokens of an answer.
    package var maximumTokens: Int

    /// Makes the prompts of a run.
    package init(prompts: [[Int]], stopTokens: [Int], maximumTokens: Int = Self.defaultMaximumTokens) {
        self.prompts = prompts
        self.stopTokens = stopTokens
        self.maximumTokens = maximumTokens
    }
}
