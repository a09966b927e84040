package import Foundation

/// A dataset: a name with immutable versions.
package struct DatasetView: Codable, Sendable, Hashable {
    /// The name that requests use.
    package var name: String
    /// The recipe it was built by; nil for an imported one.
    package var recipe: String?
    /// The collection it was built from; nil for an imported one.
    package var collection: String?
    /// Number of the newest version; 0 while the first is being built.
    package var latestVersion: Int
    /// When it was made.
    package var createdAt: Date
    /// The job that builds it now, if one does.
    package var job: JobView?
    /// The job that was to build its next version and failed or was cancelled; nil once a later one has ended well.
    package var lastFailure: JobView?
    /// What the recipe was told the last time, so that a build that was cut off can be asked for again.
    package var options: BuildOptions?
}
