package import Core

/// Turns documents into examples: a pure function, so the same documents and options give the same rows.
///
/// Recipes know nothing of files, models or the database. Text that is meant for a model is plain; the
/// tokenizer makes control tokens of none of it.
package protocol DatasetRecipe: Sendable {
    /// The goal that the recipe serves.
    var name: RecipeName { get }

    /// Makes the rows.
    ///
    /// - Parameters:
    ///   - documents: The documents that are in use, in the order in which they are listed.
    ///   - options: The knobs.
    /// - Returns: Rows, figures and reasons; empty splits when the documents hold no text.
    func build(_ documents: [RecipeDocument], _ options: RecipeOptions) -> RecipeOutput
}

extension RecipeName {
    /// The recipe that serves this goal.
    package var recipe: any DatasetRecipe {
        switch self {
        case .knowMyDocuments: KnowMyDocumentsRecipe()
        case .writeLikeMe: WriteLikeMeRecipe()
        case .followMyFormat: FollowMyFormatRecipe()
        case .fromConversations: FromConversationsRecipe()
        case .extract: ExtractRecipe()
        }
    }
}
