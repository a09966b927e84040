internal import Core
internal import Foundation
internal import Ingest
internal import Store

/// Reads uploads and local paths into a collection: every file found ends as a document or as skipped because.
struct IngestTask: Sendable {
    /// Results stored between two reports of progress, so that a folder of thousands does not flood watchers.
    private static let reportEvery = 8
    let collection: String
    let uploads: [UploadRecord]
    let paths: [String]
    let store: LibraryStore
    let home: DataHome
    let blobs: BlobStore
    let events: EventHub
    let configuration: WorkstationConfiguration

    /// Reads everything.
    ///
    /// - Throws: `IngestError` when a path itself cannot be opened, `StoreError` when the disk is full.
    func run(_ progress: JobProgress) async throws {
        let staging = home.stagingPath("ingest")
        let pool = ExtractionPool(
            executable: configuration.workerExecutable, workerCount: configuration.extraction.processes,
            limits: limits)
        do {
            try await read(pool, staging: staging, progress)
        } catch {
            await cleanUp(pool, staging)
            throw error
        }
        await cleanUp(pool, staging)
        await events.publish(
            .collection(CollectionView(try await store.collection(named: collection), job: nil)))
    }

    private var limits: ExtractionLimits {
        var limits = ExtractionLimits()
        limits.wallSeconds = Int(configuration.extraction.secondsPerFile)
        limits.cpuSeconds = min(limits.cpuSeconds, limits.wallSeconds)
        limits.memoryBytes = configuration.extraction.memoryBytes
        limits.fileBytes = configuration.extraction.maximumFileBytes
        return limits
    }

    private func read(_ pool: ExtractionPool, staging: String, _ progress: JobProgress) async throws {
        try await progress.report(done: 0, total: 0, "Looking for files")
        let scanner = FileScanner(staging: try StagingFolder(path: staging), unpacker: pool)
        var candidates: [IngestCandidate] = []
        var skipped: [SkippedFile] = []
        for (path, name) in sources {
            for finding in try await scanner.scan(path, name: name) {
                switch finding {
                case .candidate(let candidate): candidates.append(candidate)
                case .skipped(let file): skipped.append(file)
                }
            }
        }
        let total = candidates.count + skipped.count
        guard total > 0 else {
            throw WorkstationError.invalid(
                "empty_folder",
                "There is no file in \(paths.joined(separator: ", ")); add a folder that holds documents.")
        }
        for file in skipped {
            try await keep(skippedRecord(file.name, file.byteCount, digest: nil, file.error))
        }
        var done = skipped.count
        try await progress.report(done: done, total: total)
        for await outcome in pool.outcomes(of: candidates) {
            try Task.checkCancellation()
            try await keep(record(outcome))
            done += 1
            if done % Self.reportEvery == 0 || done == total {
                try await progress.report(done: done, total: total)
            }
        }
        try Task.checkCancellation()
    }

    /// What to scan: uploads under the names they were dropped with, paths under their own.
    private var sources: [(path: String, name: String?)] {
        uploads.map { (home.staging + "/" + $0.stagedName, $0.path) } + paths.map { ($0, nil) }
    }

    private func record(_ outcome: ExtractionOutcome) async throws -> DocumentRecord {
        let candidate = outcome.candidate
        let digest: String
        do {
            digest = try await BackgroundThread.run { try Digest.sha256(ofFile: candidate.path) }
        } catch {
            return skippedRecord(
                candidate.name, candidate.byteCount, digest: nil,
                IngestError(.unreadable, name: candidate.name, "cannot be read; check its permissions"))
        }
        switch outcome.result {
        case .failure(let error):
            return skippedRecord(candidate.name, candidate.byteCount, digest: digest, error)
        case .success(let document):
            let blob = try blobs.put(document: document)
            return DocumentRecord(
                collectionName: collection, name: candidate.name, format: document.format, state: .used,
                title: document.title, characters: document.characterCount, sizeBytes: candidate.byteCount,
                digest: digest, blocksDigest: blob.digest, notes: document.notes)
        }
    }

    private func skippedRecord(
        _ name: String, _ byteCount: Int, digest: String?, _ error: IngestError
    ) -> DocumentRecord {
        DocumentRecord(
            collectionName: collection, name: name, state: .skipped, reason: error.message,
            sizeBytes: byteCount,
            digest: digest)
    }

    private func keep(_ record: DocumentRecord) async throws {
        await events.publish(.document(DocumentView(try await store.recordDocument(record))))
    }

    private func cleanUp(_ pool: ExtractionPool, _ staging: String) async {
        await pool.shutDown()
        // Leftovers in staging are emptied at the next start as well.
        try? FileTree.remove(staging)
        for upload in uploads { try? FileTree.remove(home.staging + "/" + upload.stagedName) }
        try? await store.removeUploads(uploads.map(\.id))
    }
}
