package import Core
internal import Foundation
internal import Store

/// Datasets: names with immutable, hashed versions.
package struct DatasetService: Sendable {
    let store: LibraryStore
    let blobs: BlobStore
    private let jobs: JobService
    let events: EventHub
    /// Models whose eyes rows are shown through.
    let host: ModelHost

    private let questions: WrittenQuestionService
    private let home: DataHome

    init(
        store: LibraryStore, blobs: BlobStore, jobs: JobService, events: EventHub, host: ModelHost,
        questions: WrittenQuestionService, home: DataHome
    ) {
        self.host = host
        self.questions = questions
        self.home = home
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
    ///   - options: What the recipe must know of the documents.
    /// - Returns: The dataset and the job that builds it.
    /// - Throws: `StoreError` for an unknown collection, ``WorkstationError`` when the name is another dataset's or the
    ///   collection has no document.
    package func build(
        collection: String, recipe: RecipeName, name: String?, options: BuildOptions = BuildOptions()
    ) async throws -> (dataset: DatasetView, job: JobView) {
        let summary = try await store.collection(named: collection)
        guard summary.used > 0 else {
            throw WorkstationError.conflict(
                "empty_collection",
                "The collection \(collection.debugDescription) has no usable document; add documents first.")
        }
        try await check(options, recipe)
        let suggestion =
            recipe == .knowMyDocuments
            ? collection : NameRule.slug(collection + "-" + recipe.suffix, fallback: recipe.suffix)
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
            .dataset, subjectId: name, title: "Building the dataset \(name)", payload: try options.text,
            work(name, collection, recipe, options))
        let dataset = try await show(name).dataset
        await events.publish(.dataset(dataset))
        return (dataset, job)
    }

    /// Refuses a writer that cannot work, before anything is queued.
    private func check(_ options: BuildOptions, _ recipe: RecipeName) async throws {
        guard let writing = options.writing else {
            guard options.writerServer == nil else {
                throw WorkstationError.invalid(
                    "no_writer", "The server has no model to write with; name it as 'writer'.")
            }
            return
        }
        guard recipe == .knowMyDocuments else {
            throw WorkstationError.invalid(
                "writer_not_used",
                "A model writes questions for know-my-documents alone; leave the writer out or choose that recipe."
            )
        }
        try await questions.check(writing)
    }

    /// Rows of a version with where they come from.
    ///
    /// - Throws: `StoreError` when there is no such version.
    package func examples(_ name: String, _ filter: ExampleFilter) async throws -> ExamplePage {
        let found = try await store.examples(
            of: name, version: filter.version,
            ExampleQuery(
                split: filter.split, query: filter.query, isEdited: filter.isEdited,
                documentId: filter.document, kind: filter.kind, rating: filter.rating?.number),
            PageRange(offset: filter.offset, limit: filter.limit))
        let ratings = try await store.ratings(of: name)
        var sources = SourceReader(
            store: store, blobs: blobs, dataset: name, version: found.version)
        var rows: [ExampleRow] = []
        for record in found.page.items {
            rows.append(try await sources.row(record, rating: ratings[record.digest]))
        }
        return ExamplePage(examples: rows, total: found.page.total, version: found.version)
    }

    /// Removes a dataset that no run needs, with what a model had begun to write for it.
    ///
    /// - Throws: `StoreError` when there is none or a run needs it.
    package func remove(_ name: String) async throws {
        try await store.removeDataset(named: name)
        try FileTree.remove(draft(of: name))
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
        await jobs.enqueueAgain(
            job,
            work(job.subjectId, collection, recipe, BuildOptions(text: job.payload), isTakenUp: true))
    }

    private func draft(of name: String) -> String { home.drafts + "/" + name + ".json" }

    private func work(
        _ name: String, _ collection: String, _ recipe: RecipeName, _ options: BuildOptions,
        isTakenUp: Bool = false
    ) -> JobService.Work {
        let task = DatasetTask(
            name: name, collection: collection, recipe: recipe, options: options.recipeOptions,
            writing: options.writing.map {
                DatasetWriting(service: questions, options: $0, draft: draft(of: name))
            }, isTakenUp: isTakenUp, store: store, blobs: blobs, events: events)
        return { try await task.run($0) }
    }

    private func view(_ record: DatasetRecord, _ latestVersion: Int) async throws -> DatasetView {
        let job = try await store.latestJob(kind: .dataset, subjectId: record.name)
        return DatasetView(
            name: record.name, recipe: record.recipe, collection: record.collectionName,
            latestVersion: latestVersion, createdAt: record.createdAt,
            job: job.flatMap { $0.state.isActive ? JobView($0) : nil },
            lastFailure: job.flatMap { $0.state.isLost ? JobView($0) : nil },
            options: job.map { BuildOptions(text: $0.payload) })
    }

    /// Filters and their accounts.
    var curation: CurationStore { CurationStore(store: store, blobs: blobs) }
}
