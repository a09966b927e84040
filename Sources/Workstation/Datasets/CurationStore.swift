internal import Core
internal import Foundation
internal import Ingest
internal import Store

/// Reads and writes what belongs to dataset versions besides their rows.
struct CurationStore: Sendable {
    let store: LibraryStore
    let blobs: BlobStore

    /// Adds a version that follows from raw rows and a state.
    ///
    /// A version with a parent was made from the same documents as that, however they changed since.
    ///
    /// - Throws: `StoreError` when no row is left or the parent is no longer the newest version.
    func add(
        to name: String, parent: Int? = nil, note: String, counts: [DatasetCount] = [],
        drops: [DatasetDrop] = [], raw: [RawRow], rawDigest: String? = nil, state: CurationState
    ) async throws -> DatasetVersionRecord {
        var state = state
        let context = try await context(of: raw, dataset: name, version: parent)
        let (rows, curated) = try await BackgroundThread.run { [state] in
            var state = state
            let left = state.apply(to: raw, context)
            let rows = try PreparedRows(left.map(\.row))
            state.places = rows.kept.map { left[$0].id }
            return (rows, state)
        }
        state = curated
        let reference = CurationReference(
            state: try put(state),
            rawRows: try rawDigest ?? blobs.put(Array(JSONCoding.encoder.encode(raw))).digest)
        return try await store.addDatasetVersion(
            to: name, parent: parent, note: note, counts: counts, drops: drops + state.drops,
            rows: rows, curation: reference,
            documents: Set(raw.compactMap { $0.example.source?.documentId }), sources: parent)
    }

    /// Keeps a state.
    ///
    /// - Returns: The digest that names it.
    func put(_ state: CurationState) throws -> String {
        try blobs.put(Array(JSONCoding.encoder.encode(state))).digest
    }

    /// The raw rows of a version and what was done with them.
    ///
    /// - Throws: ``WorkstationError`` for a version from before there were filters.
    func read(_ version: DatasetVersionRecord) throws -> (raw: [RawRow], state: CurationState) {
        guard let state = version.curationDigest, let raw = version.rawRowsDigest else {
            throw WorkstationError(
                .notFound, "no_curation",
                "Version \(version.version) of \(version.datasetName.debugDescription) was made before there were "
                    + "filters; build the dataset again to use them.")
        }
        return (
            try JSONCoding.decoder.decode([RawRow].self, from: Data(blobs.read(raw))),
            try JSONCoding.decoder.decode(CurationState.self, from: Data(blobs.read(state)))
        )
    }

    /// What filters may ask for: the text of the documents that rows were made from.
    private func context(
        of raw: [RawRow], dataset: String, version: Int?
    ) async throws -> CurationContext {
        let digests =
            if let version {
                try await store.revisions(of: dataset, version: version).mapValues(\.blocksDigest)
            } else {
                try await store.documents(Set(raw.compactMap { $0.example.source?.documentId }))
                    .mapValues(\.blocksDigest)
            }
        var documents: [String: ExtractedDocument] = [:]
        for (id, digest) in digests {
            if let digest { documents[id] = try blobs.document(digest) }
        }
        return CurationContext(sourceText: { [documents] span in
            documents[span.documentId].flatMap { SourceText.of(span, in: $0) }
        })
    }
}
