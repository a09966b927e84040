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
            throw WorkstationError.conflict(
                "no_examples",
                "The documents of \(collection.debugDescription) gave no example; add documents with more text."
            )
        }
        var state = CurationState.usual
        state.chunks = output.chunks.isEmpty ? nil : output.chunks
        _ = try await CurationStore(store: store, blobs: blobs).add(
            to: name, note: "Built from \(collection) by the recipe \(recipe.rawValue)",
            counts: output.storedCounts, drops: output.storedDrops, raw: output.rawRows, state: state)
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

    /// Runs the recipe on a thread of its own: it computes for seconds and must not hold up requests.
    private func compute(_ documents: [RecipeDocument]) async throws -> RecipeOutput {
        let recipe = recipe.recipe
        let options = options
        return await BackgroundThread.run { recipe.build(documents, options) }
    }
}
