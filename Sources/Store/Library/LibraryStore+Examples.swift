import Core
import Foundation
import GRDB

extension LibraryStore {
    /// Adds a version to a dataset: rows in order, each with its part.
    ///
    /// A row equal to an earlier one of the same version is left out and counted in the version's drops; the
    /// three counts and the digest are those of the rows that are in it.
    ///
    /// - Parameters:
    ///   - name: The dataset.
    ///   - parent: The version it was edited from; nil for a version that was built or imported.
    ///   - note: What made this version, in a few words.
    ///   - counts: Named figures, in order.
    ///   - drops: What was left out, by reason.
    ///   - rows: The rows.
    ///   - curation: What filters and people did with the rows.
    ///   - documents: Documents that it was made from beside those that its rows name, such as those of filtered rows.
    ///   - sources: The version whose revisions of documents the rows were made from; nil for the documents as they are.
    /// - Returns: The version as it is stored.
    /// - Throws: ``StoreError`` when there is no such dataset, no row is left, or `parent` is no longer the latest.
    package func addDatasetVersion(
        to name: String, parent: Int? = nil, note: String, counts: [DatasetCount] = [],
        drops: [DatasetDrop] = [], rows: [DatasetRow], curation: CurationReference? = nil,
        documents: Set<String> = [], sources: Int? = nil
    ) async throws -> DatasetVersionRecord {
        try await addDatasetVersion(
            to: name, parent: parent, note: note, counts: counts, drops: drops, rows: PreparedRows(rows),
            curation: curation, documents: documents, sources: sources)
    }

    /// Adds a version of rows whose digests are known; see above.
    package func addDatasetVersion(
        to name: String, parent: Int? = nil, note: String, counts: [DatasetCount] = [],
        drops: [DatasetDrop] = [], rows prepared: PreparedRows, curation: CurationReference? = nil,
        documents: Set<String> = [], sources: Int? = nil
    ) async throws -> DatasetVersionRecord {
        try await write { db in
            _ = try DatasetRecord.require(db, name)
            let latest = try DatasetVersionRecord.latest(db, of: name)?.version ?? 0
            if let parent, parent != latest {
                throw StoreError(
                    .conflict, "dataset_version_outdated",
                    "The dataset \(name) has moved on to version \(latest) since version \(parent); "
                        + "load it again and repeat the change.")
            }
            let version = DatasetVersionRecord(
                datasetName: name, version: latest + 1, digest: prepared.digest, parent: parent, note: note,
                counts: counts, drops: drops + prepared.drops, trainCount: prepared.count(.train),
                heldOutCount: prepared.count(.heldOut), recallCount: prepared.count(.recall),
                curationDigest: curation?.state, rawRowsDigest: curation?.rawRows)
            try version.insert(db)
            try prepared.insert(db, versionId: version.id)
            try DocumentRevisionRecord.link(
                db, to: version, documents: documents.union(prepared.documents), like: sources)
            return version
        }
    }

    /// Rows of a version, by position.
    ///
    /// - Throws: ``StoreError`` when there is no such version.
    package func examples(
        of name: String, version: Int? = nil, _ query: ExampleQuery = ExampleQuery(), _ range: PageRange
    ) async throws -> (page: Page<ExampleRecord>, version: Int) {
        try await read { db in
            let record = try DatasetVersionRecord.require(db, version, of: name)
            let condition = """
                FROM datasetVersionExample JOIN example ON example.digest = exampleDigest
                WHERE datasetVersionId = :id AND (split = :split OR :split IS NULL)
                    AND (:query IS NULL OR searchText LIKE :query ESCAPE '\\')
                    AND (:edited IS NULL OR edited = :edited)
                    AND (:kind IS NULL OR kind = :kind)
                    AND (:document IS NULL OR json_extract(content, '$.source.documentId') = :document)
                    AND (:rating IS NULL OR :rating = COALESCE((SELECT rating FROM exampleRating
                        WHERE datasetName = :dataset AND exampleRating.exampleDigest = example.digest), 0))
                """
            let arguments: StatementArguments = [
                "id": record.id, "split": query.split?.rawValue, "query": query.query.map(Self.likePattern),
                "edited": query.isEdited, "kind": query.kind?.rawValue, "document": query.documentId,
                "rating": query.rating,
                "dataset": name,
            ]
            let bounds: StatementArguments = ["limit": range.limit, "offset": range.offset]
            let items = try Row.fetchAll(
                db,
                sql: """
                    SELECT exampleDigest, position, split, edited, content \(condition)
                    ORDER BY position LIMIT :limit OFFSET :offset
                    """,
                arguments: arguments &+ bounds
            ).map(ExampleRecord.init(row:))
            let total = try Int.fetchOne(db, sql: "SELECT COUNT(*) \(condition)", arguments: arguments)
            return (Page(items: items, total: total ?? 0), record.version)
        }
    }

    /// A row of a version.
    ///
    /// - Throws: ``StoreError`` when there is no such version or row.
    package func example(_ digest: String, of name: String, version: Int? = nil) async throws -> ExampleRecord
    {
        try await read { db in
            let record = try DatasetVersionRecord.require(db, version, of: name)
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT exampleDigest, position, split, edited, content
                    FROM datasetVersionExample JOIN example ON example.digest = exampleDigest
                    WHERE datasetVersionId = ? AND exampleDigest = ?
                    """,
                arguments: [record.id, digest])
            guard let row else {
                throw StoreError(
                    .notFound, "row_not_found",
                    "Version \(record.version) of the dataset \(name) has no such row; load the dataset again."
                )
            }
            return try ExampleRecord(row: row)
        }
    }

    /// All rows of a version, by position.
    ///
    /// - Throws: ``StoreError`` when there is no such version.
    package func allExamples(of name: String, version: Int? = nil) async throws -> [ExampleRecord] {
        try await read { db in
            let record = try DatasetVersionRecord.require(db, version, of: name)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT exampleDigest, position, split, edited, content
                    FROM datasetVersionExample JOIN example ON example.digest = exampleDigest
                    WHERE datasetVersionId = ? ORDER BY position
                    """,
                arguments: [record.id]
            ).map(ExampleRecord.init(row:))
        }
    }
}

extension ExampleRecord {
    init(row: Row) throws {
        let content: String = row["content"]
        let split: String = row["split"]
        self.init(
            digest: row["exampleDigest"], position: row["position"],
            split: DatasetSplit(rawValue: split) ?? .train,
            edited: row["edited"], example: try JSONDecoder().decode(Example.self, from: Data(content.utf8)))
    }
}
