internal import Core
internal import Foundation
internal import Ingest
internal import Store

/// Collections and what became of each of their files.
package struct DocumentService: Sendable {
    private let store: LibraryStore
    private let home: DataHome
    private let blobs: BlobStore
    private let jobs: JobService
    private let events: EventHub
    private let configuration: WorkstationConfiguration

    init(
        store: LibraryStore, home: DataHome, blobs: BlobStore, jobs: JobService, events: EventHub,
        configuration: WorkstationConfiguration
    ) {
        self.store = store
        self.home = home
        self.blobs = blobs
        self.jobs = jobs
        self.events = events
        self.configuration = configuration
    }

    /// All collections, by name.
    package func collections() async throws -> [CollectionView] {
        var views: [CollectionView] = []
        for summary in try await store.collections() { views.append(try await view(summary)) }
        return views
    }

    /// Makes an empty collection.
    ///
    /// - Throws: `NameError` for a name that is not usable, `StoreError` for one that is taken.
    package func createCollection(_ name: String) async throws -> CollectionView {
        _ = try await store.createCollection(NameRule.check(name, of: "collection"))
        let view = try await collection(name)
        await events.publish(.collection(view))
        return view
    }

    /// One collection.
    ///
    /// - Throws: `StoreError` when there is none of this name.
    package func collection(_ name: String) async throws -> CollectionView {
        try await view(store.collection(named: name))
    }

    /// Removes a collection with its documents; the files they came from stay where they are.
    ///
    /// - Throws: `StoreError` when there is none, or a dataset was made from it.
    package func removeCollection(_ name: String) async throws {
        try await store.removeCollection(named: name)
    }

    /// Takes one file of an upload into staging.
    ///
    /// - Parameters:
    ///   - collection: The collection it is for.
    ///   - path: Its name relative to what was dropped; it never becomes a path on disk.
    ///   - chunks: The bytes.
    /// - Returns: What arrived.
    /// - Throws: ``WorkstationError`` when the name is not usable or the file is too large.
    package func receive<Chunks: AsyncSequence & Sendable>(
        collection: String, path: String, chunks: Chunks
    ) async throws -> UploadView where Chunks.Element == [UInt8] {
        _ = try await store.collection(named: collection)
        guard MemberName.fault(path) == nil else {
            throw WorkstationError.invalid(
                "invalid_file_name",
                "The file name \(MemberName.display(path)) is not usable; rename the file.")
        }
        let staged = home.stagingPath("upload")
        let received = try await StagedFile.receive(
            chunks, at: staged, limit: configuration.extraction.maximumUploadBytes,
            name: MemberName.display(path))
        let record = UploadRecord(
            collectionName: collection, path: MemberName.normalized(path), sizeBytes: received.sizeBytes,
            digest: received.digest, stagedName: URL(filePath: staged).lastPathComponent)
        try await store.addUpload(record)
        return UploadView(uploadId: record.id, path: record.path, sizeBytes: record.sizeBytes)
    }

    /// Reads uploads and local paths into a collection.
    ///
    /// - Throws: `StoreError` for an unknown collection or upload, ``WorkstationError`` for a path that is not there.
    package func ingest(collection: String, uploadIds: [String], paths: [String]) async throws -> JobView {
        _ = try await store.collection(named: collection)
        guard !uploadIds.isEmpty || !paths.isEmpty else {
            throw WorkstationError.invalid(
                "nothing_to_ingest", "No file was named; name uploads or local paths.")
        }
        for path in paths {
            guard path.hasPrefix("/") else {
                throw WorkstationError.invalid(
                    "relative_path", "The path \(path.debugDescription) is not absolute; begin it with '/'.")
            }
            guard FileManager.default.isReadableFile(atPath: path) else {
                throw WorkstationError.notFound("file", path, remedy: "check the path and its permissions")
            }
        }
        let uploads = try await store.uploads(uploadIds, in: collection)
        let payload = uploads.isEmpty ? IngestPayload(paths: paths).text : nil
        let work = work(collection, uploads: uploads, paths: paths)
        return try await jobs.enqueue(
            .ingest, subjectId: collection, title: "Reading files into \(collection)", payload: payload, work)
    }

    /// Files of collections with what became of each.
    package func list(_ filter: DocumentFilter) async throws -> DocumentPage {
        let query = DocumentQuery(
            collectionName: filter.collection,
            state: filter.state.flatMap { DocumentState(rawValue: $0.rawValue) },
            query: filter.query)
        let page = try await store.documents(query, PageRange(offset: filter.offset, limit: filter.limit))
        return DocumentPage(documents: page.items.map(DocumentView.init), total: page.total)
    }

    /// One document with its structure.
    ///
    /// - Parameters:
    ///   - id: The document.
    ///   - revision: The number of an earlier content; nil for what the document holds now.
    /// - Returns: The document with its blocks.
    /// - Throws: `StoreError` when there is no such document or revision, ``WorkstationError`` when the text was removed.
    package func show(_ id: String, revision: Int? = nil) async throws -> DocumentDetail {
        let record = try await store.document(id)
        if let revision, revision != record.revision || record.state != .used {
            return try await earlier(revision, of: record)
        }
        let blocks = try record.blocksDigest.map { try blobs.document($0).blocks }
        return DocumentDetail(
            document: DocumentView(record), blocks: blocks ?? [], currentRevision: record.revision)
    }

    private func earlier(_ number: Int, of record: DocumentRecord) async throws -> DocumentDetail {
        let revision = try await store.revision(number, of: record.id)
        guard let digest = revision.blocksDigest else {
            throw WorkstationError(
                .notFound, "document_text_removed",
                "The text of this document was removed with its collection.")
        }
        let document = try blobs.document(digest)
        var view = DocumentView(record)
        view.name = revision.name
        view.title = revision.title
        view.state = .used
        view.reason = nil
        view.format = document.format.rawValue
        view.characters = document.characterCount
        view.digest = revision.digest
        view.notes = document.notes
        view.createdAt = revision.readAt
        view.revision = number
        return DocumentDetail(
            document: view, blocks: document.blocks, currentRevision: record.revision)
    }

    /// Takes up a job that an earlier process left.
    func takeUp(_ job: JobRecord) async throws {
        guard let payload = IngestPayload(job.payload) else {
            _ = try await store.endJob(
                job.id, as: .failed,
                message: "The program stopped while it read the uploaded files; drop them once more.")
            return
        }
        await jobs.enqueueAgain(job, work(job.subjectId, uploads: [], paths: payload.paths))
    }

    private func work(_ collection: String, uploads: [UploadRecord], paths: [String]) -> JobService.Work {
        let task = IngestTask(
            collection: collection, uploads: uploads, paths: paths, store: store, home: home, blobs: blobs,
            events: events, configuration: configuration)
        return { try await task.run($0) }
    }

    private func view(_ summary: CollectionSummary) async throws -> CollectionView {
        let job = try await store.latestJob(kind: .ingest, subjectId: summary.name)
        return CollectionView(summary, job: job)
    }
}
