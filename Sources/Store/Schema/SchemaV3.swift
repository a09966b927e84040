import GRDB

/// The third schema: what filters did with the rows of a version, ratings of rows, and where documents stand.
enum SchemaV3 {
    static let name = "v3"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: datasets + documents)
    }

    private static let datasets = """
        ALTER TABLE datasetVersion ADD COLUMN curationDigest TEXT CHECK (length(curationDigest) = 64);
        ALTER TABLE datasetVersion ADD COLUMN rawRowsDigest TEXT CHECK (length(rawRowsDigest) = 64);
        CREATE TABLE exampleRating (
            datasetName TEXT NOT NULL REFERENCES dataset(name) ON DELETE CASCADE,
            exampleDigest TEXT NOT NULL CHECK (length(exampleDigest) = 64),
            rating INTEGER NOT NULL CHECK (rating IN (-1, 1)),
            ratedAt TEXT NOT NULL,
            PRIMARY KEY (datasetName, exampleDigest)
        ) WITHOUT ROWID;

        """

    /// A document that was read by an earlier version of the program has no reader and is read again.
    private static let documents = """
        ALTER TABLE document ADD COLUMN author TEXT;
        ALTER TABLE document ADD COLUMN writtenAt TEXT;
        ALTER TABLE document ADD COLUMN language TEXT;
        ALTER TABLE document ADD COLUMN reader TEXT;
        ALTER TABLE document ADD COLUMN vanishedAt TEXT;

        """
}
