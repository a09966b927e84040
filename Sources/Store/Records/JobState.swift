/// Where a job is.
package enum JobState: String, Codable, Sendable, CaseIterable {
    /// It waits for its turn.
    case queued
    /// It is at work.
    case running
    /// It ended well.
    case done
    /// It ended with a reason.
    case failed
    /// The user ended it.
    case cancelled

    /// Whether the job still has something to do.
    package var isActive: Bool { self == .queued || self == .running }
    /// Whether the job ended without what it was asked for.
    package var isLost: Bool { self == .failed || self == .cancelled }
}
