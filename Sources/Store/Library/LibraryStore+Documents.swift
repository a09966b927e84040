import Core
import Foundation
import GRDB

extension LibraryStore {
    /// Records what became of a file, replacing what an earlier reading of the same name gave.
    ///
    /// Each name is in a collection once. The same bytes are used once: a used document whose content another
    /// used document has already is recorded as its duplicate. A file read again keeps its identifier, so that
    /// examples keep their source; one that changed is the document's next revision.
    ///
    /// - Returns: The document as it is stored.
    /// - Throws: ``StoreError`` when there is no such collection.
    package func recordDocument(_ document: DocumentRecord) async throws -> DocumentRecord {
        try await write { db in
            try CollectionRecord.require(db, document.collectionName)
            var document = document
            if document.state == .used, let digest = document.digest,
                let other = try DocumentRecord.used(db, digest: digest, in: document.collectionName),
                other.name != document.name
            {
                document.state = .duplicate
                document.reason = "It has the same content as \(other.name)."
                document.reasonCode = "same_content"
                document.blocksDigest = nil
            }
            let earlier = try DocumentRecord.fetchOne(
                db, "SELECT * FROM document WHERE collectionName = ? AND name = ?",
                [document.collectionName, document.name])
            if let earlier {
                document.id = earlier.id
                document.revision = earlier.revision
                try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [earlier.id])
            }
            try DocumentRevisionRecord.keep(db, &document)
            try document.insert(db)
            if earlier != nil { try DocumentRevisionRecord.removeUnused(db, of: document.id) }
            return document
        }
    }

    /// The document of an identifier.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func document(_ id: String) async throws -> DocumentRecord {
        try await read { db in
            guard let document = try DocumentRecord.fetchOne(db, "SELECT * FROM document WHERE id = ?", [id])
            else { throw StoreError.notFound("document", id, command: "diapason documents list") }
            return document
        }
    }

    /// The documents of these identifiers that are there, by identifier.
    package func documents(_ ids: Set<String>) async throws -> [String: DocumentRecord] {
        try await read { db in
            var found: [String: DocumentRecord] = [:]
            for id in ids {
                found[id] = try DocumentRecord.fetchOne(db, "SELECT * FROM document WHERE id = ?", [id])
            }
            return found
        }
    }

    /// Documents by collection and name.
    package func documents(_ query: DocumentQuery, _ range: PageRange) async throws -> Page<DocumentRecord> {
        try await read { db in
            let condition = """
                FROM document WHERE (collectionName = :collection OR :collection IS NULL)
                    AND (state = :state OR :state IS NULL)
                    AND (:query IS NULL OR name LIKE :query ESCAPE '\\' OR title LIKE :query ESCAPE '\\')
                """
            let arguments: StatementArguments = [
                "collection": query.collectionName, "state": query.state?.rawValue,
                "query": query.query.map(Self.likePattern),
            ]
            let bounds: StatementArguments = ["limit": range.limit, "offset": range.offset]
            let items = try DocumentRecord.fetchAll(
                db, "SELECT * \(condition) ORDER BY collectionName, name LIMIT :limit OFFSET :offset",
                arguments &+ bounds)
            let total = try Int.fetchOne(db, sql: "SELECT COUNT(*) \(condition)", arguments: arguments)
            return Page(items: items, total: total ?? 0)
        }
    }

    /// All used documents of a collection, by name.
    package func usedDocuments(in collection: String) async throws -> [DocumentRecord] {
        try await read { db in
            try CollectionRecord.require(db, collection)
            return try DocumentRecord.fetchAll(
                db,
                """
                SELECT * FROM document WHERE collectionName = ? AND state = 'used' AND vanishedAt IS NULL
                ORDER BY name
                """,
                [collection])
        }
    }

    /// All documents of a collection, those that vanished included, by name.
    package func allDocuments(in collection: String) async throws -> [DocumentRecord] {
        try await read { db in
            try CollectionRecord.require(db, collection)
            return try DocumentRecord.fetchAll(
                db, "SELECT * FROM document WHERE collectionName = ? ORDER BY name", [collection])
        }
    }

    /// Gives a document the name under which its file was found again, and takes back that it vanished.
    ///
    /// What had the name before is replaced.
    ///
    /// - Returns: The document as it is stored.
    /// - Throws: ``StoreError`` when there is none.
    package func keepDocument(_ id: String, as name: String) async throws -> DocumentRecord {
        try await write { db in
            guard let document = try DocumentRecord.fetchOne(db, "SELECT * FROM document WHERE id = ?", [id])
            else { throw StoreError.notFound("document", id, command: "diapason documents list") }
            if document.name != name {
                try db.execute(
                    sql: "DELETE FROM document WHERE collectionName = ? AND name = ?",
                    arguments: [document.collectionName, name])
                try DocumentRevisionRecord.removeUnused(db)
            }
            try db.execute(
                sql: "UPDATE document SET name = ?, vanishedAt = NULL WHERE id = ?", arguments: [name, id])
            var kept = document
            kept.name = name
            kept.vanishedAt = nil
            return kept
        }
    }

    /// Marks used documents whose folder was read without finding them, and forgets other files that are gone.
    ///
    /// - Parameters:
    ///   - collection: The collection.
    ///   - roots: Names of the folders and files that were read.
    ///   - found: Names of everything that was found in them.
    /// - Returns: The documents that vanished now.
    /// - Throws: ``StoreError`` when the database cannot be written.
    package func markVanished(
        from collection: String, roots: Set<String>, found: Set<String>
    ) async throws -> [DocumentRecord] {
        try await write { db in
            let documents = try DocumentRecord.fetchAll(
                db, "SELECT * FROM document WHERE collectionName = ? AND vanishedAt IS NULL", [collection])
            var vanished: [DocumentRecord] = []
            for var document in documents where !found.contains(document.name) {
                let root = document.name.prefix { $0 != "/" }
                guard roots.contains(String(root)) else { continue }
                guard document.state == .used else {
                    try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [document.id])
                    continue
                }
                document.vanishedAt = .now
                try db.execute(
                    sql: "UPDATE document SET vanishedAt = ? WHERE id = ?",
                    arguments: [document.vanishedAt.map(StoredDate.text), document.id])
                vanished.append(document)
            }
            return vanished
        }
    }

    /// Digests of all blobs that documents and dataset versions refer to.
    package func referencedBlobs() async throws -> Set<String> {
        try await read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT blocksDigest FROM document WHERE blocksDigest IS NOT NULL
                    UNION SELECT blocksDigest FROM documentRevision WHERE blocksDigest IS NOT NULL
                    UNION SELECT curationDigest FROM datasetVersion WHERE curationDigest IS NOT NULL
                    UNION SELECT rawRowsDigest FROM datasetVersion WHERE rawRowsDigest IS NOT NULL
                    """)
        }
    }
}

extension DocumentRecord {
    static func used(_ db: Database, digest: String, in collection: String) throws -> DocumentRecord? {
        try fetchOne(
            db, "SELECT * FROM document WHERE collectionName = ? AND digest = ? AND state = 'used'",
            [collection, digest])
    }
}
