import Core
import GRDB

extension LibraryStore {
    /// Adds a model whose file is in place.
    ///
    /// - Throws: ``StoreError`` when the name is taken.
    package func addModel(_ model: ModelRecord) async throws {
        try await write { db in
            guard try ModelRecord.find(db, model.name) == nil else {
                throw StoreError.exists("model", model.name)
            }
            try model.insert(db)
        }
    }

    /// All models, by name.
    package func models() async throws -> [ModelRecord] {
        try await read { try ModelRecord.fetchAll($0, "SELECT * FROM model ORDER BY name") }
    }

    /// The model of a name.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func model(named name: String) async throws -> ModelRecord {
        try await read { db in
            guard let model = try ModelRecord.find(db, name) else {
                throw StoreError.notFound("model", name, command: "diapason models list")
            }
            return model
        }
    }

    /// Removes the row of a model; the caller removes the file afterwards.
    ///
    /// - Throws: ``StoreError`` when there is none, or an adapter or a run still needs it.
    package func removeModel(named name: String) async throws {
        try await write { db in
            guard try ModelRecord.find(db, name) != nil else {
                throw StoreError.notFound("model", name, command: "diapason models list")
            }
            let adapters = try String.fetchAll(
                db, sql: "SELECT name FROM adapter WHERE modelName = ? ORDER BY name LIMIT 3",
                arguments: [name])
            guard adapters.isEmpty else {
                throw StoreError(
                    .conflict, "model_in_use",
                    "The model \(name) is the base of \(adapters.joined(separator: ", ")); "
                        + "remove these adapters first.")
            }
            let runs = try Int.fetchOne(
                db, sql: "SELECT COUNT(*) FROM run WHERE modelName = ?", arguments: [name])
            guard runs ?? 0 == 0 else {
                throw StoreError(
                    .conflict, "model_in_use",
                    "The model \(name) is the base of \(runs ?? 0) runs; remove these runs first.")
            }
            try db.execute(sql: "DELETE FROM model WHERE name = ?", arguments: [name])
        }
    }
}

extension ModelRecord {
    static func find(_ db: Database, _ name: String) throws -> ModelRecord? {
        try fetchOne(db, "SELECT * FROM model WHERE name = ?", [name])
    }
}
