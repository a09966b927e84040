import GRDB

/// A record that is one row of one table.
///
/// Records are plain `Codable` structs that other modules use without knowing the database, so they do not
/// conform to GRDB's protocols themselves; ``Stored`` does that for them inside this module.
protocol StoredRecord: Codable, Sendable {
    /// The table the record is a row of.
    static var tableName: String { get }
}

/// A record as GRDB sees it: columns are the record's coding keys, nested values are stored as JSON.
struct Stored<Record: StoredRecord>: Codable, FetchableRecord, PersistableRecord, Sendable {
    let record: Record

    static var databaseTableName: String { Record.tableName }

    static func databaseDateEncodingStrategy(for column: String) -> DatabaseDateEncodingStrategy {
        .custom(StoredDate.text)
    }

    static func databaseDateDecodingStrategy(for column: String) -> DatabaseDateDecodingStrategy {
        .custom(StoredDate.date)
    }

    init(_ record: Record) { self.record = record }

    init(from decoder: any Decoder) throws {
        record = try Record(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
    }
}

extension StoredRecord {
    /// All rows that the statement selects.
    static func fetchAll(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> [Self]
    {
        try Stored<Self>.fetchAll(db, sql: sql, arguments: arguments).map(\.record)
    }

    /// The first row that the statement selects.
    static func fetchOne(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> Self?
    {
        try Stored<Self>.fetchOne(db, sql: sql, arguments: arguments)?.record
    }

    /// Adds the record as a row, in the place of one with the same key.
    func replace(_ db: Database) throws {
        try Stored(self).insert(db, onConflict: .replace)
    }

    /// Adds the record as a new row.
    func insert(_ db: Database) throws {
        try Stored(self).insert(db)
    }
}
