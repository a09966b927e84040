import Core
import Foundation
import GRDB

extension LibraryStore {
    /// The revisions of documents that the rows of a version were made from, by document.
    ///
    /// - Parameters:
    ///   - name: The dataset.
    ///   - version: Its version; nil for the newest.
    ///   - document: The one document that is asked about; nil for all.
    /// - Returns: The revision of each document.
    /// - Throws: ``StoreError`` when there is no such version.
    package func revisions(
        of name: String, version: Int? = nil, document: String? = nil
    ) async throws -> [String: DocumentRevisionRecord] {
        try await read { db in
            let record = try DatasetVersionRecord.require(db, version, of: name)
            let revisions = try DocumentRevisionRecord.fetchAll(
                db,
                """
                SELECT documentRevision.* FROM datasetVersionDocument
                    JOIN documentRevision USING (documentId, revision)
                WHERE datasetVersionId = ?1 AND (documentId = ?2 OR ?2 IS NULL)
                """, [record.id, document])
            return Dictionary(revisions.map { ($0.documentId, $0) }) { first, _ in first }
        }
    }

    /// One revision of a document, also of one that is not there any more.
    ///
    /// - Throws: ``StoreError`` when it is not kept.
    package func revision(_ revision: Int, of document: String) async throws -> DocumentRevisionRecord {
        try await read { db in
            let found = try DocumentRevisionRecord.fetchOne(
                db, "SELECT * FROM documentRevision WHERE documentId = ? AND revision = ?",
                [document, revision])
            guard let found else {
                throw StoreError(
                    .notFound, "document_revision_not_found",
                    "Revision \(revision) of this document is not kept, because no dataset was made from it; "
                        + "look at the document as it is now.")
            }
            return found
        }
    }
}

extension DocumentRevisionRecord {
    /// Gives a document that was read its revision, and keeps it.
    ///
    /// The same content as that of the newest revision is that revision; anything else is the next one.
    static func keep(_ db: Database, _ document: inout DocumentRecord) throws {
        let newest = try fetchOne(
            db, "SELECT * FROM documentRevision WHERE documentId = ? ORDER BY revision DESC LIMIT 1",
            [document.id])
        if let newest, document.state == .used {
            let isSame =
                newest.digest == document.digest && newest.blocksDigest == document.blocksDigest
            document.revision = isSame ? newest.revision : newest.revision + 1
        }
        guard let revision = DocumentRevisionRecord(document), revision.revision != newest?.revision else {
            return
        }
        try revision.insert(db)
    }

    /// Removes the revisions that no dataset version was made from and no document is at.
    ///
    /// - Parameters:
    ///   - db: The database.
    ///   - document: Whose revisions; nil looks at all.
    /// - Throws: What the database throws.
    static func removeUnused(_ db: Database, of document: String? = nil) throws {
        try db.execute(
            sql: """
                DELETE FROM documentRevision WHERE (documentId = ?1 OR ?1 IS NULL) AND NOT EXISTS
                    (SELECT 1 FROM datasetVersionDocument AS source
                     WHERE source.documentId = documentRevision.documentId
                        AND source.revision = documentRevision.revision)
                AND NOT EXISTS
                    (SELECT 1 FROM document WHERE document.id = documentRevision.documentId
                        AND document.revision = documentRevision.revision AND document.state = 'used')
                """, arguments: [document])
    }

    /// Notes what a version was made from: what another version was, else the documents as they are now.
    static func link(
        _ db: Database, to version: DatasetVersionRecord, documents: Set<String>, like other: Int?
    ) throws {
        if let other {
            let source = try DatasetVersionRecord.require(db, other, of: version.datasetName)
            try db.execute(
                sql: """
                    INSERT INTO datasetVersionDocument
                        SELECT ?, documentId, revision FROM datasetVersionDocument WHERE datasetVersionId = ?
                    """, arguments: [version.id, source.id])
            return
        }
        for id in documents.sorted() {
            try db.execute(
                sql: """
                    INSERT INTO datasetVersionDocument
                        SELECT ?, documentRevision.documentId, documentRevision.revision FROM documentRevision
                            JOIN document ON document.id = documentRevision.documentId
                                AND document.revision = documentRevision.revision
                        WHERE document.id = ?
                    """, arguments: [version.id, id])
        }
    }
}
