import Core
import Foundation
import GRDB

extension LibraryStore {
    /// Keeps what a person thinks of a row; it counts for every version that holds the row.
    ///
    /// - Parameters:
    ///   - rating: 1 for good, -1 for bad, 0 takes the rating back.
    ///   - digest: The row.
    ///   - name: The dataset.
    /// - Throws: ``StoreError`` when there is no such dataset, or no version of it holds the row.
    package func rate(_ rating: Int, example digest: String, of name: String) async throws {
        try await write { db in
            _ = try DatasetRecord.require(db, name)
            let isKnown = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM datasetVersionExample
                        JOIN datasetVersion ON datasetVersion.id = datasetVersionId
                        WHERE datasetName = ? AND exampleDigest = ?)
                    """,
                arguments: [name, digest])
            guard isKnown == true else {
                throw StoreError(
                    .notFound, "row_not_found", "The dataset \(name) has no such row; load the dataset again."
                )
            }
            if rating == 0 {
                try db.execute(
                    sql: "DELETE FROM exampleRating WHERE datasetName = ? AND exampleDigest = ?",
                    arguments: [name, digest])
            } else {
                try db.execute(
                    sql: """
                        INSERT INTO exampleRating (datasetName, exampleDigest, rating, ratedAt) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET rating = excluded.rating, ratedAt = excluded.ratedAt
                        """,
                    arguments: [name, digest, rating, StoredDate.now])
            }
        }
    }

    /// What a person thinks of the rows of a dataset, by row; rows that nobody rated are not in it.
    package func ratings(of name: String) async throws -> [String: Int] {
        try await read { db in
            var ratings: [String: Int] = [:]
            let rows = try Row.fetchAll(
                db, sql: "SELECT exampleDigest, rating FROM exampleRating WHERE datasetName = ?",
                arguments: [name])
            for row in rows { ratings[row["exampleDigest"]] = row["rating"] }
            return ratings
        }
    }
}
