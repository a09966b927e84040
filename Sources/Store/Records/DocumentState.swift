/// What became of a file.
package enum DocumentState: String, Codable, Sendable, CaseIterable {
    /// Datasets are made from it.
    case used
    /// The same content is in the collection already.
    case duplicate
    /// It could not be used.
    case skipped
}
