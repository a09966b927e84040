internal import Core
internal import Store

/// Finds the places that rows were made from, each document read once.
struct SourceReader {
    private static let excerptCharacters = 600
    private let store: LibraryStore
    private let blobs: BlobStore
    private var documents: [String: (name: String, document: ExtractedDocument)?] = [:]

    init(store: LibraryStore, blobs: BlobStore) {
        self.store = store
        self.blobs = blobs
    }

    /// A row as it is shown.
    mutating func row(_ record: ExampleRecord, rating: Int?) async throws -> ExampleRow {
        ExampleRow(
            id: record.digest, position: record.position, split: record.split, kind: record.example.kind,
            messages: record.example.messages, text: record.example.text,
            source: try await source(record.example.source), edited: record.edited, rating: rating,
            evidence: record.example.evidence.map { [$0] })
    }

    /// The place that a span names; nil when its document was read anew or removed.
    mutating func source(_ span: SourceSpan?) async throws -> ExampleRow.Source? {
        guard let span, let found = try await document(span.documentId) else { return nil }
        let blocks = found.document.blocks
        guard span.firstBlock >= 0, span.firstBlock <= span.lastBlock, span.lastBlock < blocks.count else {
            return nil
        }
        let text = blocks[span.firstBlock...span.lastBlock].map(Self.text).joined(separator: "\n")
        return ExampleRow.Source(
            documentId: span.documentId, documentName: found.name, firstBlock: span.firstBlock,
            lastBlock: span.lastBlock, page: blocks[span.firstBlock].page,
            excerpt: String(text.prefix(Self.excerptCharacters)))
    }

    private mutating func document(_ id: String) async throws -> (name: String, document: ExtractedDocument)?
    {
        if let known = documents[id] { return known }
        var found: (name: String, document: ExtractedDocument)?
        // A document that was read anew since has another identifier; its rows then show no source.
        if let record = try await store.documents([id])[id], let digest = record.blocksDigest {
            found = (record.name, try blobs.document(digest))
        }
        documents[id] = found
        return found
    }

    private static func text(_ block: DocumentBlock) -> String {
        block.kind == .table
            ? block.rows.map { $0.joined(separator: " | ") }.joined(separator: "\n") : block.text
    }
}
