import Core
import Foundation
import GRDB

extension LibraryStore {
    /// Makes an empty collection.
    ///
    /// - Throws: ``StoreError`` when the name is taken.
    package func createCollection(_ name: String) async throws -> CollectionRecord {
        let collection = CollectionRecord(name: name)
        try await write { db in
            guard try !CollectionRecord.exists(db, name) else { throw StoreError.exists("collection", name) }
            try collection.insert(db)
        }
        return collection
    }

    /// All collections with their counts, by name.
    package func collections() async throws -> [CollectionSummary] {
        try await read { try CollectionSummary.fetchAll($0) }
    }

    /// The collection of a name with its counts.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func collection(named name: String) async throws -> CollectionSummary {
        try await read { db in
            guard let collection = try CollectionSummary.fetchAll(db, name: name).first else {
                throw StoreError.notFound("collection", name, command: "diapason documents list")
            }
            return collection
        }
    }

    /// Removes a collection with its documents and their text; datasets that were built from it stay, and their rows still
    /// name the documents that they were made from.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func removeCollection(named name: String) async throws {
        try await write { db in
            try CollectionRecord.require(db, name)
            try db.execute(sql: "DELETE FROM collection WHERE name = ?", arguments: [name])
            try db.execute(
                sql: "UPDATE documentRevision SET blocksDigest = NULL WHERE collectionName = ?",
                arguments: [name])
            try DocumentRevisionRecord.removeUnused(db)
        }
    }

    /// Adds a file that has arrived in staging.
    ///
    /// - Throws: ``StoreError`` when there is no such collection.
    package func addUpload(_ upload: UploadRecord) async throws {
        try await write { db in
            try CollectionRecord.require(db, upload.collectionName)
            try upload.insert(db)
        }
    }

    /// The uploads of these identifiers in the given order, all of the one collection.
    ///
    /// - Throws: ``StoreError`` when one is not there.
    package func uploads(_ ids: [String], in collection: String) async throws -> [UploadRecord] {
        try await read { db in
            try ids.map { id in
                let upload = try UploadRecord.fetchOne(
                    db, "SELECT * FROM upload WHERE id = ? AND collectionName = ?", [id, collection])
                guard let upload else {
                    throw StoreError(
                        .notFound, "upload_not_found",
                        "There is no upload \(String(id.prefix(64)).debugDescription) for this collection; "
                            + "send the file again.")
                }
                return upload
            }
        }
    }

    /// Removes uploads that are ingested; ones that are gone already are no error.
    package func removeUploads(_ ids: [String]) async throws {
        try await write { db in
            for id in ids { try db.execute(sql: "DELETE FROM upload WHERE id = ?", arguments: [id]) }
        }
    }

    /// Removes every upload: staging has been emptied.
    package func removeAllUploads() async throws {
        try await write { try $0.execute(sql: "DELETE FROM upload") }
    }
}

extension CollectionRecord {
    static func exists(_ db: Database, _ name: String) throws -> Bool {
        try fetchOne(db, "SELECT * FROM collection WHERE name = ?", [name]) != nil
    }

    static func require(_ db: Database, _ name: String) throws {
        guard try exists(db, name) else {
            throw StoreError.notFound("collection", name, command: "diapason documents list")
        }
    }
}

extension CollectionSummary {
    static func fetchAll(_ db: Database, name: String? = nil) throws -> [CollectionSummary] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT collection.name, collection.createdAt,
                    COUNT(*) FILTER (WHERE document.state = 'used' AND vanishedAt IS NULL) AS used,
                    COUNT(*) FILTER (WHERE vanishedAt IS NOT NULL) AS vanished,
                    COUNT(*) FILTER (WHERE document.state = 'duplicate') AS duplicate,
                    COUNT(*) FILTER (WHERE document.state = 'skipped') AS skipped,
                    COALESCE(
                        SUM(document.characters) FILTER (WHERE document.state = 'used' AND vanishedAt IS NULL),
                        0) AS characters
                FROM collection LEFT JOIN document ON document.collectionName = collection.name
                WHERE collection.name = ?1 OR ?1 IS NULL
                GROUP BY collection.name ORDER BY collection.name
                """,
            arguments: [name])
        return rows.map { row in
            CollectionSummary(
                name: row["name"], createdAt: StoredDate.date(row["createdAt"]) ?? .distantPast,
                used: row["used"],
                duplicate: row["duplicate"],
                skipped: row["skipped"], vanished: row["vanished"], characters: row["characters"])
        }
    }
}
