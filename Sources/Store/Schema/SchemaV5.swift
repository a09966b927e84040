import GRDB

/// The fifth schema: runs are measured on recall questions too, with or without held-out documents.
enum SchemaV5 {
    static let name = "v5"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: sql)
    }

    /// A column that must hold a value cannot be loosened in place, so the table is made again.
    private static let sql = """
        ALTER TABLE run ADD COLUMN recallLossBefore REAL;
        ALTER TABLE run ADD COLUMN recallLossBest REAL;
        ALTER TABLE runHeldOut RENAME TO earlierRunHeldOut;
        CREATE TABLE runHeldOut (
            runId TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            step INTEGER NOT NULL CHECK (step >= 0),
            loss REAL,
            recallLoss REAL,
            isBest INTEGER NOT NULL CHECK (isBest IN (0, 1)),
            PRIMARY KEY (runId, step),
            CHECK (loss IS NOT NULL OR recallLoss IS NOT NULL)
        ) WITHOUT ROWID;
        INSERT INTO runHeldOut (runId, step, loss, isBest) SELECT runId, step, loss, isBest FROM earlierRunHeldOut;
        DROP TABLE earlierRunHeldOut;

        """
}
