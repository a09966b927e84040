/// The chunks that are finished: what a run that was cut off goes on from.
package struct QuestionProgress: Codable, Sendable, Hashable {
    /// Outcomes by the digest of their chunk.
    package private(set) var outcomes: [String: ChunkOutcome] = [:]

    /// Makes an empty progress.
    package init() {}

    /// Adds an outcome unless the chunk has one.
    package mutating func add(_ outcome: ChunkOutcome) {
        if outcomes[outcome.digest] == nil { outcomes[outcome.digest] = outcome }
    }
}
