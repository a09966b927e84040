/// The filters of a dataset, in the order in which they are useful.
///
/// Passages that stand in many documents come first: a duplicate filter before it would leave one of them.
package enum CurationFilterName: String, Codable, Sendable, CaseIterable {
    /// Passages that many documents repeat.
    case boilerplate
    /// Rows that say the same, blanks aside.
    case exactDuplicates = "exact-duplicates"
    /// Rows that say almost the same.
    case nearDuplicates = "near-duplicates"
    /// Names by which a person can be reached, and numbers that identify one.
    case personalData = "personal-data"
    /// Keys, tokens and passwords.
    case secrets
    /// Rows in another language than the dataset's.
    case language
    /// Rows far shorter or longer than their like.
    case length
    /// Held-out rows whose words are learned.
    case contamination
    /// Rows that score low.
    case quality
}
