package import Core
import Synchronization

/// Extracts documents and unpacks archives in worker processes, several at once.
///
/// A file that takes too long, exhausts its memory or crashes its worker is reported as an error with the
/// reason; the worker is replaced and the rest goes on. Cancelling the calling task kills the worker that
/// is busy for it.
package final class ExtractionPool: ArchiveUnpacking {
    private struct State {
        var idle: [WorkerProcess] = []
        var waiting: [(id: Int, continuation: CheckedContinuation<WorkerProcess?, Never>)] = []
        var nextId = 0
        var protections: SandboxProtections?
        var peakBytes = 0
    }

    private let limits: ExtractionLimits
    private let workers: [WorkerProcess]
    private let state: Mutex<State>

    /// Prepares a pool; processes are started when they are needed.
    ///
    /// - Parameters:
    ///   - executable: Absolute path of the program.
    ///   - arguments: What makes it call ``ExtractionWorker/main()``.
    ///   - workerCount: How many files are read at once, at least 1.
    ///   - limits: What one file may cost.
    package init(
        executable: String, arguments: [String] = ["worker", "extract"], workerCount: Int,
        limits: ExtractionLimits = ExtractionLimits()
    ) {
        self.limits = limits
        workers = (0..<max(1, workerCount)).map { _ in
            WorkerProcess(executable: executable, arguments: arguments)
        }
        state = Mutex(State(idle: workers))
    }

    /// What the kernel keeps the workers from doing; nil until one has answered.
    package var protections: SandboxProtections? { state.withLock(\.protections) }

    /// The most memory that one worker has used, in bytes; complete after ``shutDown()``.
    package var peakWorkerBytes: Int { state.withLock(\.peakBytes) }

    /// Extracts one file.
    ///
    /// - Throws: ``IngestError`` for a file that is skipped: why, in one sentence.
    package func extract(_ candidate: IngestCandidate) async throws(IngestError) -> ExtractedDocument {
        let request = ExtractionRequest(
            path: candidate.path, name: candidate.name, limits: limits, unpack: nil)
        let pieces = Mutex(BlockPieces.Assembly(limits: limits))
        return try await withWorker(name: candidate.name) { worker in
            await worker.ask(request, limits: self.limits, wallSeconds: self.limits.wallSeconds) {
                response, _ throws(IngestError) -> Result<ExtractedDocument, IngestError>? in
                let piece =
                    response.blocks.map { BlockPieces.Piece.blocks($0) } ?? response.rows.map { .rows($0) }
                if let piece {
                    try pieces.withLock { pieces throws(IngestError) in try pieces.add(piece) }
                    return nil
                }
                self.noteProtections(response)
                if let document = response.document {
                    return .success(pieces.withLock { $0.complete(document) })
                }
                if let refusal = response.skipped { return .failure(refusal.error) }
                throw IngestError(.workerFailed, message: "")
            }
            .flatMap { $0 }
        }.get()
    }

    /// Extracts many files, as many at once as there are workers, and hands over each as it ends.
    ///
    /// A document waits for `body` before its worker reads the next file, so that no more of them are held than there
    /// are workers, however slowly they are stored.
    ///
    /// - Parameters:
    ///   - candidates: The files.
    ///   - body: Takes one outcome a candidate, in the order in which they end. When it throws, the rest is given up.
    /// - Throws: What `body` throws.
    package func forEachOutcome(
        of candidates: [IngestCandidate], _ body: (ExtractionOutcome) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: ExtractionOutcome.self) { group in
            var rest = candidates.makeIterator()
            for candidate in candidates.prefix(workers.count) {
                _ = rest.next()
                group.addTask { await self.outcome(of: candidate) }
            }
            while let outcome = try await group.next() {
                try await body(outcome)
                if !Task.isCancelled, let candidate = rest.next() {
                    group.addTask { await self.outcome(of: candidate) }
                }
            }
        }
    }

    /// Unpacks one archive in a worker; the files are written here, under names made here.
    package func unpack(
        path: String, name: String, limits: ArchiveLimits, staging: StagingFolder
    ) async -> UnpackedArchive {
        var cost = self.limits
        cost.cpuSeconds = max(cost.cpuSeconds, limits.wallSeconds)
        cost.wallSeconds = limits.wallSeconds
        let request = ExtractionRequest(path: path, name: name, limits: cost, unpack: limits)
        let sink = Mutex(StagingSink(staging: staging, limits: limits))
        let result = await withWorker(name: name) { worker in
            await worker.ask(
                request, limits: cost, wallSeconds: limits.wallSeconds, silentSeconds: limits.silentSeconds
            ) {
                response, bytes throws(IngestError) -> Result<Void, IngestError>? in
                if response.unpacked != nil || response.skipped != nil { self.noteProtections(response) }
                if response.unpacked != nil { return .success(()) }
                if let refusal = response.skipped { return .failure(refusal.error) }
                try sink.withLock { sink throws(IngestError) in try Self.take(response, bytes, into: &sink) }
                return nil
            }
            .flatMap { $0 }
        }
        return sink.withLock { sink in
            if case .failure(let error) = result { sink.giveUp(name: name, error) }
            return sink.result
        }
    }

    /// Ends all processes; the pool may be used again afterwards.
    package func shutDown() async {
        for worker in workers {
            let peak = await worker.stop()
            state.withLock { $0.peakBytes = max($0.peakBytes, peak) }
        }
    }

    // MARK: - Private

    private static func take(
        _ response: ExtractionResponse, _ bytes: (Int) throws(IngestError) -> ArraySlice<UInt8>,
        into sink: inout StagingSink
    ) throws(IngestError) {
        if let name = response.member {
            try sink.begin(name)
        } else if let count = response.bytes {
            guard (0...(1 << 20)).contains(count) else { throw IngestError(.workerFailed, message: "") }
            try sink.write(try bytes(count))
        } else if let end = response.memberEnd {
            try sink.end(end.refusal?.error)
        } else if let refused = response.refused {
            try sink.refuse(refused.name, refused.refusal.error)
        } else {
            throw IngestError(.workerFailed, message: "")
        }
    }

    private func noteProtections(_ response: ExtractionResponse) {
        guard let bits = response.protections else { return }
        state.withLock { $0.protections = SandboxProtections(rawValue: bits) }
    }

    private func outcome(of candidate: IngestCandidate) async -> ExtractionOutcome {
        do throws(IngestError) {
            return ExtractionOutcome(candidate: candidate, result: .success(try await extract(candidate)))
        } catch {
            return ExtractionOutcome(candidate: candidate, result: .failure(error))
        }
    }

    private func withWorker<Answer>(
        name: String, _ body: (WorkerProcess) async -> Result<Answer, IngestError>
    ) async -> Result<Answer, IngestError> {
        guard let worker = await takeWorker() else {
            return .failure(IngestError(.cancelled, name: name, "was not read because reading was cancelled"))
        }
        let result = await body(worker)
        giveBack(worker)
        return result
    }

    /// A worker that nobody uses, or nil when the task is cancelled while it waits.
    private func takeWorker() async -> WorkerProcess? {
        let id = state.withLock { state in
            state.nextId += 1
            return state.nextId
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now: WorkerProcess?? = state.withLock { state in
                    if Task.isCancelled { return .some(nil) }
                    if let worker = state.idle.popLast() { return worker }
                    state.waiting.append((id, continuation))
                    return nil
                }
                if let now { continuation.resume(returning: now) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                let index = state.waiting.firstIndex { $0.id == id }
                return index.map { state.waiting.remove(at: $0).continuation }
            }
            waiting?.resume(returning: nil)
        }
    }

    private func giveBack(_ worker: WorkerProcess) {
        let next = state.withLock { state -> CheckedContinuation<WorkerProcess?, Never>? in
            if state.waiting.isEmpty {
                state.idle.append(worker)
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: worker)
    }
}
