internal import Core
internal import Foundation
internal import Store

/// Builds one dataset version from a collection.
struct DatasetTask: Sendable {
    let name: String
    let collection: String
    let recipe: RecipeName
    let options: RecipeOptions
    /// Who writes further questions; nil when nobody does.
    let writing: DatasetWriting?
    /// Whether an earlier process began it and may have stored the version.
    let isTakenUp: Bool
    let store: LibraryStore
    let blobs: BlobStore
    let events: EventHub

    func run(_ progress: JobProgress) async throws {
        let records = try await store.usedDocuments(in: collection)
        var documents: [RecipeDocument] = []
        for record in records {
            try Task.checkCancellation()
            guard let digest = record.blocksDigest else { continue }
            documents.append(
                RecipeDocument(id: record.id, name: record.name, document: try blobs.document(digest)))
        }
        try await progress.report(done: 0, total: records.count, "Reading \(records.count) documents")
        var output = try await compute(documents)
        try Task.checkCancellation()
        if let writing { output = try await writing.add(to: output, about: documents, progress) }
        guard !output.train.isEmpty else {
            // What was left out most is the best hint at what is missing.
            guard let reason = output.drops.first?.reason else {
                throw WorkstationError.conflict(
                    "no_examples",
                    "The documents of \(collection.debugDescription) gave no example; add documents with more text."
                )
            }
            throw WorkstationError.conflict(
                "no_examples",
                "The documents of \(collection.debugDescription) gave no example, most often because: \(reason); "
                    + "add other documents or change the choices of the recipe.")
        }
        try await add(output)
        try await progress.report(done: records.count, total: records.count)
        let record = try await store.dataset(named: name)
        let latest = try await store.datasetVersions(of: name).map(\.version).max() ?? 0
        await events.publish(
            .dataset(
                DatasetView(
                    name: name, recipe: record.recipe, collection: record.collectionName,
                    latestVersion: latest,
                    createdAt: record.createdAt)))
    }

    private func add(_ output: RecipeOutput) async throws {
        var state = CurationState.usual
        state.chunks = output.chunks.isEmpty ? nil : output.chunks
        let note = "Built from \(collection) by the recipe \(recipe.rawValue)"
        let rawRows = output.rawRows
        let digest = try blobs.put(Array(JSONCoding.encoder.encode(rawRows))).digest
        if isTakenUp, let newest = try await store.datasetVersions(of: name).first,
            newest.rawRowsDigest == digest, newest.note == note
        {
            // The earlier process stored it and could not say so.
            return
        }
        _ = try await CurationStore(store: store, blobs: blobs).add(
            to: name, note: note, counts: output.storedCounts, drops: output.storedDrops, raw: rawRows,
            rawDigest: digest, state: state)
    }

    /// Runs the recipe on a thread of its own: it computes for seconds and must not hold up requests.
    private func compute(_ documents: [RecipeDocument]) async throws -> RecipeOutput {
        let recipe = recipe.recipe
        let options = options
        return await BackgroundThread.run { recipe.build(documents, options) }
    }
}
