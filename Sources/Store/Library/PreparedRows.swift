import Core
import Foundation
import GRDB

/// Rows of a new dataset version with their digests, equal rows left out.
struct PreparedRows: Sendable {
    private struct Prepared: Sendable {
        let digest: String
        let content: String
        let row: DatasetRow
    }

    private var rows: [Prepared] = []
    private var duplicates = 0
    /// Digest over the rows in order with their parts.
    let digest: String

    init(_ input: [DatasetRow]) throws {
        var seen: Set<String> = []
        var stream = DigestStream()
        for row in input {
            let bytes = try ExampleContent.bytes(of: row.example)
            let digest = Digest.sha256(bytes)
            guard seen.insert(digest).inserted else {
                duplicates += 1
                continue
            }
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

    /// The rows that were left out, as one drop.
    var drops: [DatasetDrop] {
        duplicates == 0 ? [] : [DatasetDrop(reason: "Equal to another row", count: duplicates)]
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
