import GRDB

/// The second schema: models are decoders or encoders, and may be folders of several files.
enum SchemaV2 {
    static let name = "v2"

    static func migrate(_ db: Database) throws {
        // What the first schema knew were decoders.
        try db.execute(
            sql: """
                ALTER TABLE model ADD COLUMN kind TEXT NOT NULL DEFAULT 'decoder'
                    CHECK (kind IN ('decoder', 'encoder'));
                """)
    }
}
