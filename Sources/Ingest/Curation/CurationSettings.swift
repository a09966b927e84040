/// Which filters run, in which order, and their thresholds.
package struct CurationSettings: Codable, Sendable, Hashable {
    /// The filters that run, in order; taking one out undoes it.
    package var filters: [CurationFilterName] = CurationFilterName.allCases
    /// Rows that a person put back.
    package var exceptions: [CurationException] = []
    /// A passage is boilerplate from this many documents on.
    package var boilerplateDocuments = 3
    /// Fewest words of a passage that can be boilerplate.
    package var boilerplateWords = 5
    /// Share of common word runs from which two rows are near duplicates.
    package var nearDuplicateThreshold = 0.85
    /// Words in one of those runs.
    package var nearDuplicateWords = 3
    /// What is done with each kind of personal data and secret.
    package var sensitive = SensitiveActions()
    /// The language of the dataset as a two-letter code; nil takes the most frequent one.
    package var language: String?
    /// How sure the detector must be before a row is taken for another language.
    package var languageConfidence = 0.6
    /// Robust deviations from the middle of the logarithm of the length from which a row is an outlier.
    package var lengthDeviations = 5.0
    /// Words in a run that is compared between held-out and training rows.
    package var contaminationWords = 8
    /// Share of a held-out row's runs that occur in training rows from which it is contaminated.
    package var contaminationShare = 0.5
    /// Lowest quality that is kept, from 0 to 1.
    package var minimumQuality = 0.4

    /// Makes the default settings.
    package init() {}

    /// The filter of a name with these settings.
    package func filter(_ name: CurationFilterName) -> any CurationFilter {
        switch name {
        case .boilerplate: BoilerplateFilter(documents: boilerplateDocuments, words: boilerplateWords)
        case .exactDuplicates: ExactDuplicateFilter()
        case .nearDuplicates:
            NearDuplicateFilter(threshold: nearDuplicateThreshold, words: nearDuplicateWords)
        case .personalData: SensitiveFilter(name: .personalData, actions: sensitive)
        case .secrets: SensitiveFilter(name: .secrets, actions: sensitive)
        case .language: LanguageFilter(language: language, confidence: languageConfidence)
        case .length: LengthFilter(deviations: lengthDeviations)
        case .contamination: ContaminationFilter(words: contaminationWords, share: contaminationShare)
        case .quality: QualityFilter(minimum: minimumQuality)
        }
    }
}
