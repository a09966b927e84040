/// Which part of a list is wanted.
package struct PageRange: Sendable, Hashable {
    /// The most items in one page.
    package static let maximumLimit = 1_000

    /// Items to pass over, at least 0.
    package let offset: Int
    /// The most items to return, from 0 to ``maximumLimit``.
    package let limit: Int

    /// Makes a range; values out of bounds become the nearest bound.
    package init(offset: Int = 0, limit: Int = 100) {
        self.offset = max(0, offset)
        self.limit = min(max(0, limit), Self.maximumLimit)
    }
}
