internal import Core
internal import Store

/// Finds the places that rows of one version were made from, each document read once.
struct SourceReader {
    private static let excerptCharacters = 600
    private let store: LibraryStore
    private let blobs: BlobStore
    private let dataset: String
    private let version: Int
    private var found: [String: Found] = [:]

    /// A document as it was, and what became of it.
    private struct Found {
        var revision: DocumentRevisionRecord?
        var current: DocumentRecord?
        var document: ExtractedDocument?
    }

    /// Reads for a version.
    init(store: LibraryStore, blobs: BlobStore, dataset: String, version: Int) {
        self.store = store
        self.blobs = blobs
        self.dataset = dataset
        self.version = version
    }

    /// A row as it is shown.
    mutating func row(_ record: ExampleRecord, rating: Int?) async throws -> ExampleRow {
        ExampleRow(
            id: record.digest, position: record.position, split: record.split, kind: record.example.kind,
            messages: record.example.messages, text: record.example.text,
            source: try await source(record.example.source), edited: record.edited, rating: rating,
            evidence: record.example.evidence.map { [$0] })
    }

    /// The place that a span names, as it was when the version was made; nil for a row without a source.
    ///
    /// What is not known any more is left empty: the row then says that its document is gone, and not nothing.
    mutating func source(_ span: SourceSpan?) async throws -> ExampleRow.Source? {
        guard let span else { return nil }
        let found = try await document(span.documentId)
        let (revision, current) = (found.revision, found.current)
        let isNewest = revision != nil && revision?.revision == current?.revision
        var source = ExampleRow.Source(
            documentId: span.documentId,
            documentName: (isNewest ? current?.name : revision?.name) ?? "",
            documentTitle: revision?.title, revision: revision?.revision,
            state: Self.state(revision, current), firstBlock: span.firstBlock, lastBlock: span.lastBlock,
            excerpt: "")
        let blocks = found.document?.blocks ?? []
        if span.firstBlock >= 0, span.firstBlock <= span.lastBlock, span.lastBlock < blocks.count {
            let text = blocks[span.firstBlock...span.lastBlock].map(Self.text).joined(separator: "\n")
            source.excerpt = String(text.prefix(Self.excerptCharacters))
            source.page = blocks[span.firstBlock].page
        }
        return source
    }

    private mutating func document(_ id: String) async throws -> Found {
        if let known = found[id] { return known }
        let current = try await store.documents([id])[id]
        // What the document was when the version was made.
        let revision = try await store.revisions(of: dataset, version: version, document: id)[id]
        let document = try revision?.blocksDigest.map { try blobs.document($0) }
        let result = Found(revision: revision, current: current, document: document)
        found[id] = result
        return result
    }

    private static func state(
        _ revision: DocumentRevisionRecord?, _ current: DocumentRecord?
    ) -> ExampleRow.Source.State {
        guard let current, let revision else { return .removed }
        if current.vanishedAt != nil { return .vanished }
        return current.state == .used && current.revision == revision.revision ? .current : .changed
    }

    private static func text(_ block: DocumentBlock) -> String {
        block.kind == .table
            ? block.rows.map { $0.joined(separator: " | ") }.joined(separator: "\n") : block.text
    }
}
