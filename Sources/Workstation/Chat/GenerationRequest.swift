package import Core

/// A request to a model: what to continue and how.
package struct GenerationRequest: Sendable {
    /// What is continued.
    package enum Prompt: Sendable, Hashable {
        /// A conversation, rendered through the model's chat template.
        case messages([Message])
        /// Text, taken as it is.
        case text(String)
        /// Token ids.
        case tokens([Int])
    }

    /// The model name, adapters included.
    package var model: String
    /// What is continued.
    package var prompt: Prompt
    /// How tokens are chosen and when to stop.
    package var options: SamplingOptions
    /// How many alternatives each token comes with; 0 is none.
    package var alternatives: Int
    /// The JSON value that the answer must be; nil leaves the model free.
    ///
    /// A shaped answer is whole at every limit, has no stop sequences, and ends by itself.
    package var shape: JSONShape?

    /// Makes a request.
    package init(
        model: String, prompt: Prompt, options: SamplingOptions, alternatives: Int = 0,
        shape: JSONShape? = nil
    ) {
        self.model = model
        self.prompt = prompt
        self.options = options
        self.alternatives = alternatives
        self.shape = shape
    }
}
