/// A dataset with all its versions, newest first.
package struct DatasetDetail: Codable, Sendable, Hashable {
    /// The dataset.
    package var dataset: DatasetView
    /// Its versions, newest first.
    package var versions: [DatasetVersionView]
}
