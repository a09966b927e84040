/// How many candidates were left out for one reason.
package struct RecipeDrop: Codable, Sendable, Hashable {
    /// The reason, a short phrase that a person understands.
    package var reason: String
    /// How many candidates it applied to.
    package var count: Int

    /// Makes a figure.
    package init(reason: String, count: Int) {
        self.reason = reason
        self.count = count
    }
}
