internal import Core
internal import Ingest
internal import Store

/// Datasets that a person brings as a file.
extension DatasetService {
    /// Rows of a preview, and characters of each of its cells.
    private static let (previewRows, previewCharacters) = (5, 160)
    /// Rows that could not be used and are named one by one.
    private static let namedRows = 200

    /// Makes a dataset from a file of rows.
    ///
    /// - Parameters:
    ///   - name: The dataset's name.
    ///   - fileName: The file's name; its ending says what is in it.
    ///   - data: The file's bytes.
    ///   - columns: What the columns of a table are; nil goes by their names.
    /// - Returns: The version, and the rows of a table that could not be used.
    /// - Throws: ``DatasetFileError`` that names the bad line; nothing is stored then.
    package func importFile(
        name: String, fileName: String, data: [UInt8], columns: ImportColumns? = nil
    ) async throws -> ImportedDataset {
        let name = try NameRule.check(name, of: "dataset")
        let (file, output) = try await BackgroundThread.run {
            let file = try ExampleImporter.file(
                Self.utf8(data, fileName), fileName: fileName, columns: columns)
            return (file, ImportSplit(options: RecipeOptions()).output(file))
        }
        if try await !store.datasets().contains(where: { $0.dataset.name == name }) {
            try await store.createDataset(DatasetRecord(name: name))
        }
        let version = try await curation.add(
            to: name, note: "Imported from \(fileName)", counts: output.storedCounts,
            drops: output.storedDrops, raw: output.rawRows, state: .unfiltered)
        await events.publish(.dataset(try await show(name).dataset))
        return ImportedDataset(
            version: DatasetVersionView(version),
            skippedRows: file.faults.prefix(Self.namedRows).map(ImportedDataset.SkippedRow.init),
            skippedCount: file.faults.count)
    }

    /// Looks at the top of a table, so that a person can say what its columns are.
    ///
    /// - Throws: ``DatasetFileError`` when it is no table or holds nothing below its header.
    package func previewTable(fileName: String, data: [UInt8]) async throws -> TablePreview {
        let table = try await BackgroundThread.run {
            try CSVTable(
                ExampleImporter.text(Self.utf8(data, fileName), fileName), file: fileName)
        }
        let rows = table.records.prefix(Self.previewRows).map { record in
            record.fields.map { String($0.prefix(Self.previewCharacters)) }
        }
        let suggestion = table.suggestion?.columns ?? [:]
        return TablePreview(
            columns: table.header, rows: rows, rowCount: table.records.count,
            suggestion: Dictionary(uniqueKeysWithValues: suggestion.map { ($0.key.rawValue, $0.value) }))
    }

    /// A table in UTF-8, whatever encoding a spreadsheet saved it in; other files are UTF-8 by their format.
    private static func utf8(_ data: [UInt8], _ fileName: String) -> [UInt8] {
        guard ExampleImporter.isTable(fileName), let text = TextFile.text(data) else { return data }
        return Array(text.utf8)
    }
}
