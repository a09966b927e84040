import Core
import Foundation
import GRDB

/// The library: everything that is known of models, documents, datasets, runs, adapters and conversations.
///
/// Writes are named methods, each one transaction that keeps an invariant; reads see a consistent snapshot and
/// do not wait for writes. Every method throws ``StoreError`` and nothing else.
package struct LibraryStore: Sendable {
    private let pool: DatabasePool
    private let path: String

    /// Opens the library of a home; the caller holds the home's lock.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read, is damaged, or was written by a later version.
    package init(_ home: DataHome) throws {
        try self.init(path: home.database)
    }

    /// Opens the database at a path.
    package init(path: String) throws {
        self.path = path
        pool = try DatabaseSetup.open(path)
    }

    /// Closes the database; nothing may be called afterwards.
    package func close() throws {
        do { try pool.close() } catch { throw StoreError(error, path: path) }
    }

    /// Checks the whole file: an empty list says that it is sound, otherwise what SQLite found.
    package func integrityProblems() async throws -> [String] {
        try await read { db in
            let problems = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
                "a row of \(row[0] as String? ?? "?") refers to a missing row of \(row[2] as String? ?? "?")"
            }
            return problems + orphans
        }
    }

    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Writes in one transaction, also when the caller's task is cancelled meanwhile.
    ///
    /// What a cancelled answer or run has made so far is stored by the very task that was cancelled.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let pool = pool
        do {
            return try await Task { try await pool.write(body) }.value
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension LibraryStore {
    /// A pattern for `LIKE … ESCAPE '\'` that finds the text anywhere.
    static func likePattern(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing(
            "_", with: "\\_")
        return "%\(escaped)%"
    }
}
