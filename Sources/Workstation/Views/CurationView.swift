package import Ingest

/// What filters did with the rows of a dataset version.
package struct CurationView: Codable, Sendable, Hashable {
    /// One filter.
    package struct Filter: Codable, Sendable, Hashable {
        /// Which one.
        package var name: CurationFilterName
        /// Whether it runs.
        package var isOn: Bool
        /// Its measure and threshold in a sentence.
        package var measure: String
        /// The measure by its code.
        package var measurePhrase: Phrase?
        /// Rows that reached it.
        package var examined: Int
        /// Rows that it took out.
        package var dropped: Int
        /// Rows that it changed.
        package var changed: Int
        /// Rows that it only names; of a filter that is off, those that it would take.
        package var noted: Int
        /// Rows that a person put back.
        package var restored: Int
        /// Why, most frequent first.
        package var reasons: [DatasetVersionView.Drop]
    }

    /// The thresholds that a person may set.
    package struct Settings: Codable, Sendable, Hashable {
        /// Share of common word runs from which two rows are near duplicates.
        package var nearDuplicateThreshold: Double
        /// Lowest quality that is kept.
        package var minimumQuality: Double
        /// What is done with personal data.
        package var personalData: SensitiveAction
        /// What is done with secrets.
        package var secrets: SensitiveAction
    }

    /// The version.
    package var version: Int
    /// Rows before all filters.
    package var raw: Int
    /// Rows of the version.
    package var kept: Int
    /// The thresholds.
    package var settings: Settings
    /// Rows that a person put back, those of filters that are off included.
    package var exceptions: [CurationException]
    /// All filters in the order in which they run.
    package var filters: [Filter]
    /// Chunks of documents that a model was asked about; nil when none was.
    package var chunks: Int?
    /// Chunks among them that gave no row.
    package var chunksWithoutRows: Int?
}
