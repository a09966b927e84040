import GRDB

/// The fourth schema: revisions of documents, and which of them the rows of a dataset version were made from.
///
/// A file that changes in its folder stays the same document. What it was before is kept as long as rows of a version were
/// made from it, so that they still show where they come from.
enum SchemaV4 {
    static let name = "v4"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: tables + history)
    }

    /// A revision outlives its document, so that rows that were made from it stay traceable.
    ///
    /// Its text is optional: a person who removes a collection wants the text gone and not only its name.
    private static let tables = """
        ALTER TABLE document ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0);
        ALTER TABLE document ADD COLUMN reasonCode TEXT;
        CREATE TABLE documentRevision (
            documentId TEXT NOT NULL,
            revision INTEGER NOT NULL CHECK (revision > 0),
            collectionName TEXT NOT NULL,
            name TEXT NOT NULL CHECK (length(name) > 0),
            title TEXT,
            digest TEXT NOT NULL CHECK (length(digest) = 64),
            blocksDigest TEXT CHECK (length(blocksDigest) = 64),
            readAt TEXT NOT NULL,
            PRIMARY KEY (documentId, revision)
        ) WITHOUT ROWID;
        CREATE TABLE datasetVersionDocument (
            datasetVersionId TEXT NOT NULL REFERENCES datasetVersion(id) ON DELETE CASCADE,
            documentId TEXT NOT NULL,
            revision INTEGER NOT NULL,
            PRIMARY KEY (datasetVersionId, documentId),
            FOREIGN KEY (documentId, revision) REFERENCES documentRevision(documentId, revision)
                ON DELETE RESTRICT
        ) WITHOUT ROWID;
        CREATE INDEX datasetVersionDocument_revision ON datasetVersionDocument (documentId, revision);

        """

    /// What is there is the first revision, and the versions that name a document were made from it: until now a document
    /// that changed got another identifier.
    private static let history = """
        INSERT INTO documentRevision
            SELECT id, 1, collectionName, name, title, digest, blocksDigest, createdAt FROM document
            WHERE state = 'used';
        INSERT INTO datasetVersionDocument
            SELECT DISTINCT datasetVersionExample.datasetVersionId, document.id, 1
            FROM datasetVersionExample
                JOIN example ON example.digest = datasetVersionExample.exampleDigest
                JOIN document ON document.id = json_extract(example.content, '$.source.documentId')
            WHERE document.state = 'used';

        """
}
