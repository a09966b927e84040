/// The keys and values of ``CacheLayout/positions`` neighbouring tokens in every layer.
///
/// Sequences that begin alike share pages. A page's memory counts against its budget for as long as it lives.
///
/// `@unchecked Sendable` holds by the rule of ``Matrix``: only the one who holds a page alone writes it.
@safe
package final class CachePage: @unchecked Sendable {
    /// What the page holds.
    package let layout: CacheLayout
    /// The bytes; freed in `deinit`, never handed out of this module.
    let base: UnsafeMutableRawPointer
    private let budget: CacheBudget

    /// Takes a page of zeros, or nothing when the budget is spent.
    package init?(_ layout: CacheLayout, from budget: CacheBudget) {
        guard budget.take(layout.pageBytes) else { return nil }
        self.layout = layout
        self.budget = budget
        unsafe base = .allocate(byteCount: layout.pageBytes, alignment: 64)
        // Places beyond a sequence's end are computed with, though their results are dropped: they must be numbers.
        _ = unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: layout.pageBytes)
    }

    deinit {
        unsafe base.deallocate()
        budget.give(layout.pageBytes)
    }

    /// Takes over what another page of the same layout holds.
    func copy(_ other: CachePage) {
        precondition(other.layout == layout, "Pages of different layouts cannot be copied.")
        unsafe base.copyMemory(from: other.base, byteCount: layout.pageBytes)
    }
}
