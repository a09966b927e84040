internal import Foundation

/// What a recipe must know of the documents; nil leaves it to the recipe.
package struct BuildOptions: Codable, Sendable, Hashable {
    /// Whose words are learned, for *From conversations*.
    package var assistant: String?
    /// The column of tables that asks, for *Follow my format*.
    package var input: String?
    /// The column of tables that answers, for *Follow my format*.
    package var output: String?
    /// A model of this workstation that writes further questions, or with ``writerServer`` the name of a model there.
    package var writer: String?
    /// The address of a server on this machine that speaks OpenAI's API, such as `http://127.0.0.1:11434/v1`.
    package var writerServer: String?
    /// Questions that the writer is asked for about each passage.
    package var questionsPerChunk: Int?

    /// Makes options that leave everything to the recipe.
    package init() {}

    /// Reads options that a job keeps; none for a job of an earlier version.
    init(text: String?) {
        let read = text.flatMap { try? JSONCoding.decoder.decode(Self.self, from: Data($0.utf8)) }
        self = read ?? BuildOptions()
    }

    /// The options as a job keeps them.
    var text: String {
        get throws { String(decoding: try JSONCoding.encoder.encode(self), as: UTF8.self) }
    }

    /// Who writes further questions; nil when nobody does.
    var writing: WrittenQuestionOptions? {
        guard let writer else { return nil }
        let who: WrittenQuestionOptions.Writer =
            writerServer.map { .server(address: $0, model: writer) } ?? .model(writer)
        var options = WrittenQuestionOptions(writer: who, recipe: recipeOptions)
        if let questionsPerChunk { options.questionsPerChunk = questionsPerChunk }
        return options
    }

    /// The knobs of the recipe.
    var recipeOptions: RecipeOptions {
        var options = RecipeOptions()
        options.assistantSpeaker = assistant
        if let input, let output { options.columns = ColumnMapping(inputs: [input], output: output) }
        return options
    }
}
