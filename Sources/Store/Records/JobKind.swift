/// Kinds of queued work.
package enum JobKind: String, Codable, Sendable, CaseIterable {
    /// Reading files into a collection.
    case ingest
    /// Building a dataset version.
    case dataset
    /// A training run.
    case train
}
