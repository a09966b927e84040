package import Core

/// A row on its way through the filters.
package struct CurationRow: Sendable, Hashable {
    /// Its position among the rows that the pipeline was given; it names the row in every report.
    package var id: Int
    /// The part of the dataset that it belongs to.
    package var split: DatasetSplit
    /// The row.
    package var example: Example

    /// Makes a row.
    package init(id: Int, split: DatasetSplit, example: Example) {
        self.id = id
        self.split = split
        self.example = example
    }

    /// Everything that the row says, a line break between its messages.
    var text: String { example.text ?? example.messages.map(\.content).joined(separator: "\n") }

    /// What is learned from the row: the assistant's words, or the whole of a text row.
    var learned: String {
        example.text
            ?? example.messages.filter { $0.role == .assistant }.map(\.content).joined(separator: "\n")
    }
}
