/// Looks through the rows of a dataset and says what should become of some of them.
///
/// A filter is a pure function: it changes nothing itself, so that leaving it out undoes it. Its time grows
/// linearly with the text.
package protocol CurationFilter: Sendable {
    /// Which filter this is.
    var name: CurationFilterName { get }
    /// What is measured and the threshold, as a sentence for people.
    var measure: String { get }

    /// Returns at most one finding that drops or changes each row, in the order of the rows.
    func findings(in rows: [CurationRow], _ context: CurationContext) -> [CurationFinding]
}
