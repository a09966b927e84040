/// Where a run is.
package enum RunState: String, Codable, Sendable, CaseIterable {
    /// It waits for its turn.
    case queued
    /// It computes.
    case running
    /// It ended and made an adapter version.
    case finished
    /// It cannot go on.
    case failed
    /// The user ended it.
    case cancelled
    /// Its process ended before its time; it can be resumed.
    case interrupted

    /// Whether the run still has something to do by itself.
    package var isActive: Bool { self == .queued || self == .running }
}
