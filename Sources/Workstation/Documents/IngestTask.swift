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
        var names = DistinctNames()
        for (path, name) in sources {
            for finding in try await scanner.scan(path, name: name) {
                switch finding {
                case .candidate(let file):
                    candidates.append(
                        IngestCandidate(
                            path: file.path, name: names.name(file.name), byteCount: file.byteCount,
                            isStaged: file.isStaged))
                case .skipped(let file):
                    skipped.append(
                        SkippedFile(name: names.name(file.name), byteCount: file.byteCount, error: file.error)
                    )
                }
            }
        }
        let total = candidates.count + skipped.count
        let found = Set(candidates.map(\.name) + skipped.map(\.name))
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
        let (unread, digests, kept) = try await keepUnchanged(candidates, found)
        done += kept
        if kept > 0 { try await progress.report(done: done, total: total) }
        var files = unread
        while case let round = files.nextRound(), !round.isEmpty {
            try await pool.forEachOutcome(of: round) { outcome in
                try Task.checkCancellation()
                let document = try record(outcome, digests[outcome.candidate.name])
                try await keep(document)
                done += 1
                if document.state == .used {
                    for copy in files.takeCopies(of: outcome.candidate) {
                        try await keep(document.copied(as: copy.name))
                        done += 1
                    }
                }
                if done % Self.reportEvery == 0 || done == total {
                    try await progress.report(done: done, total: total)
                }
            }
        }
        try Task.checkCancellation()
        try await markVanished(found)
    }

    /// Keeps the documents of files that are as they were, under the names that they have now.
    ///
    /// - Returns: The files that must be read, the digests of their bytes by name, and how many were kept.
    private func keepUnchanged(
        _ candidates: [IngestCandidate], _ found: Set<String>
    ) async throws -> (unread: UnreadFiles, digests: [String: String], kept: Int) {
        let known = KnownFiles(try await store.allDocuments(in: collection), found: found)
        var unread: [UnreadFiles.File] = []
        var taken: Set<String> = []
        var keptByDigest: [String: DocumentRecord] = [:]
        for candidate in candidates {
            try Task.checkCancellation()
            let digest = try? await BackgroundThread.run { try Digest.sha256(ofFile: candidate.path) }
            if let digest, case .keep(let document) = known.decision(name: candidate.name, digest: digest),
                taken.insert(document.id).inserted
            {
                let kept = try await store.keepDocument(document.id, as: candidate.name)
                await events.publish(.document(DocumentView(kept)))
                keptByDigest[digest] = kept
            } else {
                unread.append((candidate, digest))
            }
        }
        // What holds the bytes of a document that was kept says the same.
        for (candidate, digest) in unread {
            guard let original = digest.flatMap({ keptByDigest[$0] }) else { continue }
            try await keep(original.copied(as: candidate.name))
        }
        unread.removeAll { $0.digest.map { keptByDigest[$0] != nil } ?? false }
        let digests = Dictionary(unread.compactMap { file in file.digest.map { (file.candidate.name, $0) } })
        {
            first, _ in first
        }
        let files = UnreadFiles(unread) { known.isUsed($0.candidate.name, digest: $0.digest) }
        return (files, digests, candidates.count - unread.count)
    }

    /// Marks what the folders do not hold any more; single files that were dropped say nothing of others.
    private func markVanished(_ found: Set<String>) async throws {
        let roots = Set(paths.map { MemberName.display(String(MemberName.lastPart($0))) })
        for document in try await store.markVanished(from: collection, roots: roots, found: found) {
            await events.publish(.document(DocumentView(document)))
        }
    }

    /// What to scan: uploads under the names they were dropped with, paths under their own.
    private var sources: [(path: String, name: String?)] {
        uploads.map { (home.staging + "/" + $0.stagedName, $0.path) } + paths.map { ($0, nil) }
    }

    private func record(_ outcome: ExtractionOutcome, _ digest: String?) throws -> DocumentRecord {
        let candidate = outcome.candidate
        guard let digest else {
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
                digest: digest, blocksDigest: blob.digest, notes: document.notes, author: document.author,
                writtenAt: document.date, language: document.language, reader: KnownFiles.reader)
        }
    }

    private func skippedRecord(
        _ name: String, _ byteCount: Int, digest: String?, _ error: IngestError
    ) -> DocumentRecord {
        DocumentRecord(
            collectionName: collection, name: name, state: .skipped, reason: error.message,
            reasonCode: error.code, sizeBytes: byteCount, digest: digest)
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
