/// The pages of one sequence, in order of its positions.
///
/// Pages may be shared with other sequences; whoever is about to write a place of a page first makes it its own
/// with ``reserve(_:used:)``. A table belongs to one thread at a time.
@safe
package final class CacheTable {
    /// What every page holds.
    package let layout: CacheLayout
    /// Where pages come from.
    package let budget: CacheBudget
    /// The pages.
    package private(set) var pages: [CachePage] = []
    /// Where each page's bytes start, for the kernels; as many as ``pages``.
    private(set) var addresses: UnsafeMutablePointer<UnsafePointer<UInt8>?>
    private var room: Int

    private static let firstRoom = 16

    /// Makes an empty table.
    package init(_ layout: CacheLayout, budget: CacheBudget) {
        self.layout = layout
        self.budget = budget
        room = Self.firstRoom
        unsafe addresses = .allocate(capacity: room)
    }

    deinit { unsafe addresses.deallocate() }

    /// Makes room for `count` positions that this table alone may write from `used` on.
    ///
    /// - Parameters:
    ///   - count: Positions.
    ///   - used: Positions that are written already and stay as they are.
    /// - Returns: Whether the budget had enough left; if not, the table is as it was.
    package func reserve(_ count: Int, used: Int) -> Bool {
        precondition(used <= pages.count * CacheLayout.positions, "\(used) positions have no pages.")
        let before = pages.count
        let first = used / CacheLayout.positions
        if used % CacheLayout.positions != 0, !isKnownUniquelyReferenced(&pages[first]) {
            guard let own = CachePage(layout, from: budget) else { return false }
            own.copy(pages[first])
            put(own, at: first)
        }
        while pages.count < CacheLayout.pages(for: count) {
            guard let page = CachePage(layout, from: budget) else {
                truncate(toPages: before)
                return false
            }
            append(page)
        }
        return true
    }

    /// Adds a page that another table, or nobody, holds.
    package func append(_ page: CachePage) {
        precondition(page.layout == layout, "A page of another layout does not belong to this table.")
        if pages.count == room {
            let larger = UnsafeMutablePointer<UnsafePointer<UInt8>?>.allocate(capacity: 2 * room)
            unsafe larger.update(from: addresses, count: room)
            unsafe addresses.deallocate()
            unsafe addresses = unsafe larger
            room *= 2
        }
        pages.append(page)
        put(page, at: pages.count - 1)
    }

    /// Lets go of all pages after the first `count`.
    package func truncate(toPages count: Int) {
        if count < pages.count { pages.removeSubrange(count...) }
    }

    private func put(_ page: CachePage, at index: Int) {
        pages[index] = page
        unsafe addresses[index] = UnsafePointer(page.base.assumingMemoryBound(to: UInt8.self))
    }
}
