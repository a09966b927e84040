package import Ingest

/// Other settings of a dataset's filters; what is nil stays as it is.
package struct CurationChange: Codable, Sendable, Hashable {
    /// The filters that run.
    package var filters: [CurationFilterName]?
    /// Rows that are put back.
    package var exceptions: [CurationException]?
    /// Share of common word runs from which two rows are near duplicates, from 0 to 1.
    package var nearDuplicateThreshold: Double?
    /// Lowest quality that is kept, from 0 to 1.
    package var minimumQuality: Double?
    /// What is done with personal data of every kind.
    package var personalData: SensitiveAction?
    /// What is done with secrets of every kind.
    package var secrets: SensitiveAction?

    /// Makes a change of nothing.
    package init() {}

    /// The settings with the change.
    ///
    /// - Throws: ``WorkstationError`` for a threshold outside 0 to 1.
    func applied(to settings: CurationSettings) throws -> CurationSettings {
        var settings = settings
        for (name, value) in [
            ("nearDuplicateThreshold", nearDuplicateThreshold), ("minimumQuality", minimumQuality),
        ] {
            if let value, !(0...1).contains(value) {
                throw WorkstationError.invalid(
                    "invalid_threshold", "The setting \(name) is \(value); choose a number from 0 to 1.")
            }
        }
        if let filters {
            // They run in the order in which they are useful, whatever the order in which they were named.
            settings.filters = CurationFilterName.allCases.filter(filters.contains)
        }
        if let exceptions { settings.exceptions = exceptions }
        if let nearDuplicateThreshold { settings.nearDuplicateThreshold = nearDuplicateThreshold }
        if let minimumQuality { settings.minimumQuality = minimumQuality }
        if let personalData { settings.sensitive.setAll(personalData, secrets: false) }
        if let secrets { settings.sensitive.setAll(secrets, secrets: true) }
        return settings
    }
}
