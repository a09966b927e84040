package import Core

/// *Know my documents*: the documents' text, and questions about every fact that their structure states.
///
/// Facts come from tables, labelled lines, definitions, questions that are answered in the text, lists and
/// plain sentences. Each is asked in several wordings; one further wording is kept for the recall questions,
/// which are never trained. An answer whose key words do not occur in its source is dropped. Passages that
/// the questions already cover are left out, so that training time goes to what is not yet known.
package struct KnowMyDocumentsRecipe: DatasetRecipe {
    /// Makes the recipe.
    package init() {}

    /// The goal.
    package var name: RecipeName { .knowMyDocuments }

    /// Makes the rows.
    package func build(_ documents: [RecipeDocument], _ options: RecipeOptions) -> RecipeOutput {
        var builder = KnowledgeBuilder(documents: documents, options: options)
        return builder.build()
    }
}
