package import Core

/// What a recipe makes of documents: rows to learn, rows to measure with, and the account of both.
package struct RecipeOutput: Sendable, Hashable {
    /// Rows that are learned.
    package var train: [Example] = []
    /// Rows of held-out documents or sections: never learned, they measure generalisation.
    package var heldOut: [Example] = []
    /// Questions about learned facts in a wording that is never learned: they measure recall.
    package var recall: [Example] = []
    /// Figures in the order in which a person reads them.
    package var counts: [RecipeCount] = []
    /// What was left out and why, most frequent first.
    package var drops: [RecipeDrop] = []
    /// What became of each chunk that a model was asked about; empty when none was.
    package var chunks: [ChunkAccount] = []

    /// Makes an empty output.
    package init() {}
}
