internal import Core
internal import Foundation
internal import Ingest

extension BenchmarkService {
    /// Measures reading documents, without a home: the archive members go to a temporary folder.
    ///
    /// - Throws: `IngestError` when the path cannot be opened.
    package static func ingest(
        path: String, configuration: WorkstationConfiguration
    ) async throws -> IngestBenchmarkResult {
        let staging = FileManager.default.temporaryDirectory.appending(
            path: "diapason-bench-\(UUID().uuidString)"
        )
        .path(percentEncoded: false)
        // What is left in the system's temporary folder harms nobody.
        defer { try? FileManager.default.removeItem(atPath: staging) }
        let pool = ExtractionPool(
            executable: configuration.workerExecutable, workerCount: configuration.extraction.processes)
        let clock = ContinuousClock()
        let start = clock.now
        var result = IngestBenchmarkResult(
            documents: 0, skipped: 0, characters: 0, seconds: 0, peakRSSBytes: 0)
        var candidates: [IngestCandidate] = []
        for finding in try await FileScanner(staging: try StagingFolder(path: staging), unpacker: pool).scan(
            path)
        {
            switch finding {
            case .candidate(let candidate): candidates.append(candidate)
            case .skipped: result.skipped += 1
            }
        }
        try await pool.forEachOutcome(of: candidates) { outcome in
            switch outcome.result {
            case .success(let document):
                result.documents += 1
                result.characters += document.characterCount
            case .failure: result.skipped += 1
            }
        }
        await pool.shutDown()
        result.seconds = start.duration(to: clock.now) / .seconds(1)
        result.peakRSSBytes = max(PeakMemory.bytes, pool.peakWorkerBytes)
        return result
    }
}
