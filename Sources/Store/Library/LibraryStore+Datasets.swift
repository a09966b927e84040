import Core
import Foundation
import GRDB

extension LibraryStore {
    /// Makes a dataset without versions.
    ///
    /// - Throws: ``StoreError`` when the name is taken or the collection is not there.
    package func createDataset(_ dataset: DatasetRecord) async throws {
        try await write { db in
            guard try DatasetRecord.find(db, dataset.name) == nil else {
                throw StoreError.exists("dataset", dataset.name)
            }
            if let collection = dataset.collectionName { try CollectionRecord.require(db, collection) }
            try dataset.insert(db)
        }
    }

    /// All datasets, by name, each with the number of its latest version (0 while it has none).
    package func datasets() async throws -> [(dataset: DatasetRecord, latestVersion: Int)] {
        try await read { db in
            try DatasetRecord.fetchAll(db, "SELECT * FROM dataset ORDER BY name").map { dataset in
                (dataset, try DatasetVersionRecord.latest(db, of: dataset.name)?.version ?? 0)
            }
        }
    }

    /// The dataset of a name.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func dataset(named name: String) async throws -> DatasetRecord {
        try await read { try DatasetRecord.require($0, name) }
    }

    /// Removes a dataset with its versions.
    ///
    /// - Throws: ``StoreError`` when there is none or a run was trained on it.
    package func removeDataset(named name: String) async throws {
        try await write { db in
            _ = try DatasetRecord.require(db, name)
            let runs = try Int.fetchOne(
                db, sql: "SELECT COUNT(*) FROM run WHERE datasetName = ?", arguments: [name])
            guard runs ?? 0 == 0 else {
                throw StoreError(
                    .conflict, "dataset_in_use",
                    "The dataset \(name) was trained on by \(runs ?? 0) runs; remove these runs first.")
            }
            try db.execute(sql: "DELETE FROM dataset WHERE name = ?", arguments: [name])
            try db.execute(
                sql: """
                    DELETE FROM example WHERE NOT EXISTS
                        (SELECT 1 FROM datasetVersionExample WHERE exampleDigest = example.digest)
                    """)
            try DocumentRevisionRecord.removeUnused(db)
        }
    }

    /// All versions of a dataset, the newest first.
    package func datasetVersions(of name: String) async throws -> [DatasetVersionRecord] {
        try await read { db in
            _ = try DatasetRecord.require(db, name)
            return try DatasetVersionRecord.fetchAll(
                db, "SELECT * FROM datasetVersion WHERE datasetName = ? ORDER BY version DESC", [name])
        }
    }

    /// One version of a dataset: that of the number, or the latest for nil.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func datasetVersion(_ version: Int?, of name: String) async throws -> DatasetVersionRecord {
        try await read { try DatasetVersionRecord.require($0, version, of: name) }
    }
}

extension DatasetRecord {
    static func find(_ db: Database, _ name: String) throws -> DatasetRecord? {
        try fetchOne(db, "SELECT * FROM dataset WHERE name = ?", [name])
    }

    static func require(_ db: Database, _ name: String) throws -> DatasetRecord {
        guard let dataset = try find(db, name) else {
            throw StoreError.notFound("dataset", name, command: "diapason datasets list")
        }
        return dataset
    }
}

extension DatasetVersionRecord {
    static func latest(_ db: Database, of name: String) throws -> DatasetVersionRecord? {
        try fetchOne(
            db, "SELECT * FROM datasetVersion WHERE datasetName = ? ORDER BY version DESC LIMIT 1", [name])
    }

    static func require(_ db: Database, _ version: Int?, of name: String) throws -> DatasetVersionRecord {
        _ = try DatasetRecord.require(db, name)
        guard let version else {
            guard let latest = try latest(db, of: name) else {
                throw StoreError(
                    .conflict, "dataset_empty",
                    "The dataset \(name) has no version yet; wait until it is built or build it again.")
            }
            return latest
        }
        let found = try fetchOne(
            db, "SELECT * FROM datasetVersion WHERE datasetName = ? AND version = ?", [name, version])
        guard let found else {
            throw StoreError(
                .notFound, "dataset_version_not_found",
                "The dataset \(name) has no version \(version); 'diapason datasets show \(name)' lists them.")
        }
        return found
    }
}
