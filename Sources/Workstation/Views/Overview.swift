/// Everything that the home page shows.
package struct Overview: Codable, Sendable, Hashable {
    /// The product's version.
    package var version: String
    /// All base models.
    package var models: [ModelView]
    /// All collections.
    package var collections: [CollectionView]
    /// All datasets.
    package var datasets: [DatasetView]
    /// All runs, newest first.
    package var runs: [RunView]
    /// All adapters.
    package var adapters: [AdapterView]
    /// Jobs that wait or run, then the latest ended ones.
    package var jobs: [JobView]
    /// Where the data lives.
    package var home: String
}
