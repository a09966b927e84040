/// Who writes questions about documents, and how many.
package struct WrittenQuestionOptions: Codable, Sendable, Hashable {
    /// Who writes.
    package enum Writer: Codable, Sendable, Hashable {
        /// A model of this workstation by its name, adapters included.
        case model(String)
        /// A server on this machine that speaks OpenAI's API, and the name of its model.
        case server(address: String, model: String)
    }

    /// Who writes.
    package var writer: Writer
    /// The knobs of the recipe: length of chunks and answers, duplicates, the held-out share.
    package var recipe: RecipeOptions
    /// Questions wanted of one chunk.
    package var questionsPerChunk: Int

    /// Makes options.
    package init(writer: Writer, recipe: RecipeOptions = RecipeOptions(), questionsPerChunk: Int = 4) {
        self.writer = writer
        self.recipe = recipe
        self.questionsPerChunk = questionsPerChunk
    }
}
