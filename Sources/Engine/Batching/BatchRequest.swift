/// One request to a ``BatchScheduler``: a prompt, the adapters over the model, and who chooses the tokens.
package struct BatchRequest {
    /// Token ids of the prompt; at least one.
    package var prompt: [Int]
    /// The adapters.
    package var mix: AdapterMix
    /// The most new tokens.
    package var limit: Int
    /// Chooses tokens and takes the end.
    package var handler: any BatchHandler

    /// Makes a request.
    package init(prompt: [Int], mix: AdapterMix, limit: Int, handler: any BatchHandler) {
        self.prompt = prompt
        self.mix = mix
        self.limit = limit
        self.handler = handler
    }
}
