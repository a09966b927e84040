/// A part of a list and how long the whole list is.
package struct Page<Item: Sendable>: Sendable {
    /// The items of this part.
    package var items: [Item]
    /// Number of items in the whole list.
    package var total: Int

    /// Makes a page.
    package init(items: [Item], total: Int) {
        self.items = items
        self.total = total
    }
}
