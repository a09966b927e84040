package import Core
internal import Foundation
internal import Store

/// Datasets: names with immutable, hashed versions.
package struct DatasetService: Sendable {
    private let store: LibraryStore
    private let blobs: BlobStore
    private let jobs: JobService
    private let events: EventHub

    init(store: LibraryStore, blobs: BlobStore, jobs: JobService, events: EventHub) {
        self.store = store
        self.blobs = blobs
        self.jobs = jobs
        self.events = events
    }

    /// All datasets, by name.
    package func list() async throws -> [DatasetView] {
        var views: [DatasetView] = []
        for entry in try await store.datasets() {
            views.append(try await view(entry.dataset, entry.latestVersion))
        }
        return views
    }

    /// One dataset with its versions, newest first.
    ///
    /// - Throws: `StoreError` when there is none of this name.
    package func show(_ name: String) async throws -> DatasetDetail {
        let record = try await store.dataset(named: name)
        let versions = try await store.datasetVersions(of: name).map(DatasetVersionView.init)
            .sorted { $0.version > $1.version }
        return DatasetDetail(
            dataset: try await view(record, versions.first?.version ?? 0), versions: versions)
    }

    /// Makes a dataset, or its next version, from a collection.
    ///
    /// - Parameters:
    ///   - collection: The collection.
    ///   - recipe: The goal.
    ///   - name: The dataset's name; nil makes one from the collection's.
    /// - Returns: The dataset and the job that builds it.
    /// - Throws: `StoreError` for an unknown collection, ``WorkstationError`` when the name is another dataset's or the
    ///   collection has no document.
    package func build(
        collection: String, recipe: RecipeName, name: String?
    ) async throws -> (dataset: DatasetView, job: JobView) {
        let summary = try await store.collection(named: collection)
        guard summary.used > 0 else {
            throw WorkstationError.conflict(
                "empty_collection",
                "The collection \(collection.debugDescription) has no usable document; add documents first.")
        }
        let suggestion =
            recipe == .knowMyDocuments ? collection : NameRule.slug(collection + "-style", fallback: "style")
        let name = try NameRule.check(name ?? suggestion, of: "dataset")
        if let known = try await store.datasets().first(where: { $0.dataset.name == name }) {
            guard known.dataset.collectionName == collection, known.dataset.recipe == recipe.rawValue else {
                throw WorkstationError.conflict(
                    "dataset_name_taken",
                    "The dataset \(name.debugDescription) was made from something else; choose another name.")
            }
        } else {
            try await store.createDataset(
                DatasetRecord(name: name, recipe: recipe.rawValue, collectionName: collection))
        }
        let job = try await jobs.enqueue(
            .dataset, subjectId: name, title: "Building the dataset \(name)", payload: collection,
            work(name, collection, recipe))
        let dataset = try await show(name).dataset
        await events.publish(.dataset(dataset))
        return (dataset, job)
    }

    /// Makes a dataset from a file of rows.
    ///
    /// - Throws: ``WorkstationError`` that names the bad line; nothing is stored then.
    package func importFile(name: String, fileName: String, data: [UInt8]) async throws -> DatasetVersionView
    {
        let name = try NameRule.check(name, of: "dataset")
        let imported = try await BackgroundThread.run { try ExampleImporter.read(data, fileName: fileName) }
        if try await !store.datasets().contains(where: { $0.dataset.name == name }) {
            try await store.createDataset(DatasetRecord(name: name))
        }
        let version = try await store.addDatasetVersion(
            to: name, note: "Imported from \(fileName)", counts: imported.storedCounts,
            drops: imported.storedDrops,
            rows: imported.rows)
        await events.publish(.dataset(try await show(name).dataset))
        return DatasetVersionView(version)
    }

    /// Rows of a version with where they come from.
    ///
    /// - Throws: `StoreError` when there is no such version.
    package func examples(_ name: String, _ filter: ExampleFilter) async throws -> ExamplePage {
        let found = try await store.examples(
            of: name, version: filter.version, ExampleQuery(split: filter.split, query: filter.query),
            PageRange(offset: filter.offset, limit: filter.limit))
        var sources = SourceReader(store: store, blobs: blobs)
        var rows: [ExampleRow] = []
        for record in found.page.items { rows.append(try await sources.row(record)) }
        return ExamplePage(examples: rows, total: found.page.total, version: found.version)
    }

    /// Makes a new version with rows changed or left out.
    ///
    /// - Throws: `StoreError` when the version is not the newest, ``WorkstationError`` for a row that is not in it.
    package func edit(_ name: String, version: Int, edits: [ExampleEdit]) async throws -> DatasetVersionView {
        let rows = try await store.allExamples(of: name, version: version)
        let edited = try ExampleEditor(edits).apply(to: rows)
        let record = try await store.addDatasetVersion(
            to: name, parent: version, note: edited.note, counts: edited.counts, rows: edited.rows)
        await events.publish(.dataset(try await show(name).dataset))
        return DatasetVersionView(record)
    }

    /// A version as JSONL, a row a line.
    ///
    /// - Throws: `StoreError` when there is no such version.
    package func export(
        _ name: String, version: Int?
    ) async throws -> (fileName: String, lines: AsyncThrowingStream<[UInt8], any Error>) {
        let record = try await store.datasetVersion(version, of: name)
        let rows = try await store.allExamples(of: name, version: record.version)
        let lines = AsyncThrowingStream<[UInt8], any Error> { continuation in
            do {
                for row in rows { continuation.yield(Array(try ExampleExporter.line(row.example).utf8)) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        return ("\(name)-v\(record.version).jsonl", lines)
    }

    /// Removes a dataset that no run needs.
    ///
    /// - Throws: `StoreError` when there is none or a run needs it.
    package func remove(_ name: String) async throws {
        try await store.removeDataset(named: name)
    }

    /// Takes up a job that an earlier process left.
    func takeUp(_ job: JobRecord) async throws {
        let known = try await store.datasets().first { $0.dataset.name == job.subjectId }?.dataset
        guard let collection = known?.collectionName,
            let recipe = known?.recipe.flatMap(RecipeName.init(rawValue:))
        else {
            _ = try await store.endJob(
                job.id, as: .failed,
                message: "The program stopped while it built the dataset; build it once more.")
            return
        }
        await jobs.enqueueAgain(job, work(job.subjectId, collection, recipe))
    }

    private func work(_ name: String, _ collection: String, _ recipe: RecipeName) -> JobService.Work {
        let task = DatasetTask(
            name: name, collection: collection, recipe: recipe, store: store, blobs: blobs, events: events)
        return { try await task.run($0) }
    }

    private func view(_ record: DatasetRecord, _ latestVersion: Int) async throws -> DatasetView {
        let job = try await store.latestJob(kind: .dataset, subjectId: record.name)
        return DatasetView(
            name: record.name, recipe: record.recipe, collection: record.collectionName,
            latestVersion: latestVersion, createdAt: record.createdAt,
            job: job.flatMap { $0.state.isActive ? JobView($0) : nil })
    }
}
