import Synchronization

/// Tells the last of several that it is the last.
final class Rendezvous: Sendable {
    private let missing: Mutex<Int>

    init(count: Int) { missing = Mutex(count) }

    /// One more is here; whether it was the last.
    func arrive() -> Bool {
        missing.withLock { missing in
            missing -= 1
            return missing == 0
        }
    }
}
