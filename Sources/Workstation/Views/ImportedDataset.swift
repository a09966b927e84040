/// The version that an import made, with the rows of the file that could not be used.
package struct ImportedDataset: Codable, Sendable, Hashable {
    /// The version; encoded beside the other fields, not below a key.
    package var version: DatasetVersionView
    /// Rows of a table that could not be used, the first of them.
    package var skippedRows: [SkippedRow]
    /// How many rows could not be used.
    package var skippedCount: Int

    /// A row that could not be used.
    package struct SkippedRow: Codable, Sendable, Hashable {
        /// The line of the file that it begins on, from 1.
        package var line: Int
        /// Why.
        package var reason: String
        /// The reason by its code.
        package var phrase: Phrase?

        init(_ fault: RowFault) {
            line = fault.line
            reason = fault.reason
            phrase = PhraseBook.phrase(fault.reason)
        }
    }

    private enum CodingKeys: String, CodingKey { case skippedRows, skippedCount }

    /// Makes an answer.
    package init(version: DatasetVersionView, skippedRows: [SkippedRow], skippedCount: Int) {
        self.version = version
        self.skippedRows = skippedRows
        self.skippedCount = skippedCount
    }

    /// Reads the flat form.
    package init(from decoder: any Decoder) throws {
        version = try DatasetVersionView(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        skippedRows = try container.decode([SkippedRow].self, forKey: .skippedRows)
        skippedCount = try container.decode(Int.self, forKey: .skippedCount)
    }

    /// Writes the flat form.
    package func encode(to encoder: any Encoder) throws {
        try version.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(skippedRows, forKey: .skippedRows)
        try container.encode(skippedCount, forKey: .skippedCount)
    }
}
