package import Foundation

/// An adapter: a name with versions, one of them promoted.
package struct AdapterView: Codable, Sendable, Hashable {
    /// The name that requests use.
    package var name: String
    /// The base model it was made for.
    package var model: String
    /// The version that is used when none is named.
    package var promotedVersion: Int?
    /// Its versions, newest first.
    package var versions: [AdapterVersionView]
    /// When it was made.
    package var createdAt: Date
}
