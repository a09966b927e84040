import Core
import Foundation
import GRDB
import Glibc

/// Opens the database file: settings and migrations in one place.
enum DatabaseSetup {
    /// Opens the file, makes it when it is missing, and brings its schema up to date.
    ///
    /// - Throws: ``StoreError`` when it cannot be read, is damaged, or was written by a later version.
    static func open(_ path: String) throws -> DatabasePool {
        do {
            try protect(path)
            let pool = try DatabasePool(path: path, configuration: configuration)
            // FULL: a committed row survives a power cut, also in WAL mode. Opening a pool sets NORMAL, so this
            // comes after it, on the one connection that writes.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try migrate(pool, path: path)
            return pool
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Every migration there ever was, in order; a released one never changes.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(SchemaV1.name, migrate: SchemaV1.migrate)
        migrator.registerMigration(SchemaV2.name, migrate: SchemaV2.migrate)
        migrator.registerMigration(SchemaV3.name, migrate: SchemaV3.migrate)
        migrator.registerMigration(SchemaV4.name, migrate: SchemaV4.migrate)
        migrator.registerMigration(SchemaV5.name, migrate: SchemaV5.migrate)
        return migrator
    }

    private static func migrate(_ pool: DatabasePool, path: String) throws {
        if try pool.read(migrator.hasBeenSuperseded) {
            throw StoreError(
                .unsupported, "database_too_new",
                "The database \(path) was written by a later version of Diapason; upgrade to open it.")
        }
        try migrator.migrate(pool)
        // The reader that looked above knows the tables as they were; its first statement on a changed one would fail.
        pool.invalidateReadOnlyConnections()
    }

    /// Settings of every connection.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.label = "library"
        return configuration
    }

    /// Makes the file before SQLite does, so that only its owner can read it and the files beside it.
    private static func protect(_ path: String) throws {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError.make(errno, "opened", path) }
        _ = Glibc.close(descriptor)
    }
}
