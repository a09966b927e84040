internal import Foundation

/// What a recipe must know of the documents; nil leaves it to the recipe.
package struct BuildOptions: Codable, Sendable, Hashable {
    /// Whose words are learned, for *From conversations*.
    package var assistant: String?
    /// The column of tables that asks, for *Follow my format*.
    package var input: String?
    /// The column of tables that answers, for *Follow my format*.
    package var output: String?

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

    /// The knobs of the recipe.
    var recipeOptions: RecipeOptions {
        var options = RecipeOptions()
        options.assistantSpeaker = assistant
        if let input, let output { options.columns = ColumnMapping(inputs: [input], output: output) }
        return options
    }
}
