internal import Synchronization

/// The memory that pages of cached keys and values may take together.
///
/// Several models and any number of sequences can share one budget.
package final class CacheBudget: Sendable {
    /// The most bytes.
    package let bytes: Int
    private let taken = Atomic<Int>(0)

    /// Sets a ceiling.
    package init(bytes: Int = .max) {
        precondition(bytes >= 0, "A budget cannot be \(bytes) bytes.")
        self.bytes = bytes
    }

    /// Bytes that pages hold now.
    package var used: Int { taken.load(ordering: .relaxed) }

    /// Takes bytes if they are left.
    func take(_ count: Int) -> Bool {
        var current = taken.load(ordering: .relaxed)
        while count <= bytes - current {
            let (exchanged, original) = taken.weakCompareExchange(
                expected: current, desired: current + count, ordering: .relaxed)
            if exchanged { return true }
            current = original
        }
        return false
    }

    /// Gives bytes back.
    func give(_ count: Int) {
        taken.subtract(count, ordering: .relaxed)
    }
}
