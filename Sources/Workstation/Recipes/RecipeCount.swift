/// One figure of what a recipe made, such as "questions" 812.
package struct RecipeCount: Codable, Sendable, Hashable {
    /// What was counted.
    package var name: String
    /// How many.
    package var count: Int

    /// Makes a figure.
    package init(name: String, count: Int) {
        self.name = name
        self.count = count
    }
}
