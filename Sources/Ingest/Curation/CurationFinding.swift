package import Core

/// One thing that a filter found in one row, with everything that a person needs to judge it.
package struct CurationFinding: Codable, Sendable, Hashable {
    /// The row, by its position among the rows that the pipeline was given.
    package var row: Int
    /// What is done with the row.
    package var action: CurationAction
    /// Why, as a short phrase; findings with the same reason are counted together.
    package var reason: String
    /// What shows it: a passage, a figure, a shortened secret.
    package var evidence: [String]
    /// Other rows that it concerns, such as the row that this one repeats.
    package var related: [Int]
    /// The row that takes the place of this one, for ``CurationAction/change``.
    package var replacement: Example?

    /// Makes a finding.
    package init(
        row: Int, action: CurationAction, reason: String, evidence: [String] = [], related: [Int] = [],
        replacement: Example? = nil
    ) {
        self.row = row
        self.action = action
        self.reason = reason
        self.evidence = evidence
        self.related = related
        self.replacement = replacement
    }
}
