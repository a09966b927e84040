/// Ratings of rows to choose from.
package enum RatingFilter: String, Codable, Sendable, CaseIterable {
    /// Rated good.
    case up
    /// Rated bad.
    case down
    /// Not rated.
    case none

    /// The rating as it is kept; 0 for none.
    var number: Int {
        switch self {
        case .up: 1
        case .down: -1
        case .none: 0
        }
    }
}
