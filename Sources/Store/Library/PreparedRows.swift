import Core
import Foundation
import GRDB

/// Rows of a new dataset version with their digests, equal rows left out: of equal rows the first is kept.
package struct PreparedRows: Sendable {
    private struct Prepared: Sendable {
        let digest: String
        let content: String
        let row: DatasetRow
    }

    private var rows: [Prepared] = []
    /// The places, among the rows that were given, of those that are kept.
    package private(set) var kept: [Int] = []
    private var duplicates = 0
    /// The documents that rows were made from, those of equal rows too.
    let documents: Set<String>
    /// Digest over the rows in order with their parts.
    let digest: String

    /// Computes the digests of rows and of all of them.
    ///
    /// - Throws: ``StoreError`` with code `dataset_without_rows` when there are none.
    package init(_ input: [DatasetRow]) throws {
        documents = Set(input.compactMap { $0.example.source?.documentId })
        var seen: Set<String> = []
        var stream = DigestStream()
        for (place, row) in input.enumerated() {
            let bytes = try ExampleContent.bytes(of: row.example)
            let digest = Digest.sha256(bytes)
            guard seen.insert(digest).inserted else {
                duplicates += 1
                continue
            }
            kept.append(place)
            rows.append(Prepared(digest: digest, content: String(decoding: bytes, as: UTF8.self), row: row))
            stream.update(Array("\(row.split.rawValue) \(digest)\n".utf8))
        }
        guard !rows.isEmpty else {
            throw StoreError(
                .invalidInput, "dataset_without_rows",
                "No row is left for the dataset; switch a filter off, add documents or choose another recipe."
            )
        }
        digest = stream.finish()
    }

    /// The reason of rows that were left out.
    package static let repeated = "Equal to another row"

    /// The rows that were left out, as one drop.
    var drops: [DatasetDrop] {
        duplicates == 0 ? [] : [DatasetDrop(reason: Self.repeated, count: duplicates)]
    }

    func count(_ split: DatasetSplit) -> Int {
        rows.count { $0.row.split == split }
    }

    func insert(_ db: Database, versionId: String) throws {
        let addExample = try db.makeStatement(
            sql:
                "INSERT INTO example (digest, kind, content, searchText) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        )
        let addRow = try db.makeStatement(
            sql: """
                INSERT INTO datasetVersionExample (datasetVersionId, position, exampleDigest, split, edited)
                VALUES (?, ?, ?, ?, ?)
                """)
        for (position, prepared) in rows.enumerated() {
            let example = prepared.row.example
            let words = example.messages.map(\.content) + [example.text].compactMap(\.self)
            try addExample.execute(arguments: [
                prepared.digest, example.kind.rawValue, prepared.content, words.joined(separator: "\n"),
            ])
            try addRow.execute(arguments: [
                versionId, position, prepared.digest, prepared.row.split.rawValue, prepared.row.edited,
            ])
        }
    }
}
