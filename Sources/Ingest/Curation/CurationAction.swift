/// What a filter does with a row.
package enum CurationAction: String, Codable, Sendable, CaseIterable {
    /// Takes the row out.
    case drop
    /// Puts a changed row in its place.
    case change
    /// Names what it found and leaves the row as it is.
    case keep
}
