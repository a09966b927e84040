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

    /// Makes a request.
    package init(model: String, prompt: Prompt, options: SamplingOptions, alternatives: Int = 0) {
        self.model = model
        self.prompt = prompt
        self.options = options
        self.alternatives = alternatives
    }
}
