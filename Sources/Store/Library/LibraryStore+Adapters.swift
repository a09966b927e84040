import Core
import GRDB

extension LibraryStore {
    /// Adds a version to an adapter, and the adapter with its first version.
    ///
    /// - Parameters:
    ///   - version: What is known of it; its folder is in place.
    ///   - name: The adapter.
    ///   - modelName: The base model it fits.
    ///   - promote: Whether it becomes the promoted one; the first version always does.
    /// - Returns: The version with its number.
    /// - Throws: ``StoreError`` when the model is not there or the adapter belongs to another model.
    package func addAdapterVersion(
        _ version: NewAdapterVersion, to name: String, modelName: String, promote: Bool
    ) async throws -> AdapterVersionRecord {
        try await write { db in
            try AdapterVersionRecord.add(db, version, to: name, modelName: modelName, promote: promote)
        }
    }

    /// All adapters, by name, each with its versions, the newest first.
    package func adapters() async throws -> [(adapter: AdapterRecord, versions: [AdapterVersionRecord])] {
        try await read { db in
            try AdapterRecord.fetchAll(db, "SELECT * FROM adapter ORDER BY name").map { adapter in
                (adapter, try AdapterVersionRecord.all(db, of: adapter.name))
            }
        }
    }

    /// The adapter of a name with its versions, the newest first.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func adapter(
        named name: String
    ) async throws -> (adapter: AdapterRecord, versions: [AdapterVersionRecord]) {
        try await read { db in
            (try AdapterRecord.require(db, name), try AdapterVersionRecord.all(db, of: name))
        }
    }

    /// One version of an adapter: that of the number, or the promoted one for nil.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func adapterVersion(_ version: Int?, of name: String) async throws -> AdapterVersionRecord {
        try await read { db in
            let adapter = try AdapterRecord.require(db, name)
            return try AdapterVersionRecord.require(db, version ?? adapter.promotedVersion ?? 0, of: name)
        }
    }

    /// The number the next version of an adapter will have; 1 when there is no such adapter.
    package func nextAdapterVersion(of name: String) async throws -> Int {
        try await read { try AdapterVersionRecord.nextNumber($0, of: name) }
    }

    /// Makes a version the one that is meant when none is named.
    ///
    /// - Throws: ``StoreError`` when there is no such version.
    package func promoteAdapter(_ name: String, version: Int) async throws -> AdapterRecord {
        try await write { db in
            _ = try AdapterRecord.require(db, name)
            _ = try AdapterVersionRecord.require(db, version, of: name)
            try db.execute(
                sql: "UPDATE adapter SET promotedVersion = ? WHERE name = ?", arguments: [version, name])
            return try AdapterRecord.require(db, name)
        }
    }

    /// Removes an adapter with all its versions; the caller removes their folders afterwards.
    ///
    /// - Throws: ``StoreError`` when there is none or a run is about to add a version to it.
    package func removeAdapter(named name: String) async throws {
        try await write { db in
            _ = try AdapterRecord.require(db, name)
            let run = try String.fetchOne(
                db,
                sql: "SELECT id FROM run WHERE adapterName = ? AND state IN ('queued', 'running') LIMIT 1",
                arguments: [name])
            if let run {
                throw StoreError(
                    .conflict, "adapter_in_use",
                    "The run \(run) is making a version of the adapter \(name); cancel it or wait for its end."
                )
            }
            try db.execute(sql: "DELETE FROM adapter WHERE name = ?", arguments: [name])
        }
    }
}

extension AdapterRecord {
    static func require(_ db: Database, _ name: String) throws -> AdapterRecord {
        guard let adapter = try fetchOne(db, "SELECT * FROM adapter WHERE name = ?", [name]) else {
            throw StoreError.notFound("adapter", name, command: "diapason adapters list")
        }
        return adapter
    }
}

extension AdapterVersionRecord {
    static func all(_ db: Database, of name: String) throws -> [AdapterVersionRecord] {
        try fetchAll(db, "SELECT * FROM adapterVersion WHERE adapterName = ? ORDER BY version DESC", [name])
    }

    static func require(_ db: Database, _ version: Int, of name: String) throws -> AdapterVersionRecord {
        let found = try fetchOne(
            db, "SELECT * FROM adapterVersion WHERE adapterName = ? AND version = ?", [name, version])
        guard let found else {
            throw StoreError(
                .notFound, "adapter_version_not_found",
                "The adapter \(name) has no version \(version); 'diapason adapters show \(name)' lists them.")
        }
        return found
    }

    static func nextNumber(_ db: Database, of name: String) throws -> Int {
        let latest = try Int.fetchOne(
            db, sql: "SELECT MAX(version) FROM adapterVersion WHERE adapterName = ?", arguments: [name])
        return (latest ?? 0) + 1
    }

    static func add(
        _ db: Database, _ new: NewAdapterVersion, to name: String, modelName: String, promote: Bool
    ) throws -> AdapterVersionRecord {
        guard try ModelRecord.find(db, modelName) != nil else {
            throw StoreError.notFound("model", modelName, command: "diapason models list")
        }
        let existing = try AdapterRecord.fetchOne(db, "SELECT * FROM adapter WHERE name = ?", [name])
        if let existing, existing.modelName != modelName {
            throw StoreError(
                .conflict, "adapter_of_other_model",
                "The adapter \(name) belongs to the model \(existing.modelName), not to \(modelName); "
                    + "choose another adapter name.")
        }
        if existing == nil { try AdapterRecord(name: name, modelName: modelName).insert(db) }
        let version = AdapterVersionRecord(
            adapterName: name, version: try nextNumber(db, of: name), runId: new.runId, path: new.path,
            digest: new.digest, rank: new.rank, alpha: new.alpha, sizeBytes: new.sizeBytes,
            heldOutLossBefore: new.heldOutLossBefore, heldOutLossAfter: new.heldOutLossAfter,
            datasetDigest: new.datasetDigest, imported: new.runId == nil)
        try version.insert(db)
        if promote || existing?.promotedVersion == nil {
            try db.execute(
                sql: "UPDATE adapter SET promotedVersion = ? WHERE name = ?",
                arguments: [version.version, name])
        }
        return version
    }
}
