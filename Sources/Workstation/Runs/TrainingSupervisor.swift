internal import Core
internal import Engine
internal import Foundation
internal import Store
internal import Subprocess
internal import SystemPackage
internal import Tokenizer
internal import Training

/// Runs the training process of a run, keeps what it reports, and takes its adapter in.
struct TrainingSupervisor: Sendable {
    private static let longestLine = 1 << 20
    private static let errorTextBytes = 8 << 10
    let store: LibraryStore
    let home: DataHome
    let host: ModelHost
    let events: EventHub
    let executable: String

    /// Executes a queued or interrupted run to its end.
    ///
    /// - Throws: ``WorkstationError`` when the process fails; the run is then marked with the same sentence.
    func execute(_ id: String, _ progress: JobProgress) async throws {
        let run = try await store.startRun(id)
        await events.publish(.run(RunView(run)))
        do {
            let outcome = try await supervise(run, progress)
            if let finished = outcome.finished {
                try await takeIn(id, finished)
                return
            }
            try Task.checkCancellation()
            throw WorkstationError(
                .unavailable, "training_failed",
                outcome.failure
                    ?? "The training process ended \(outcome.ending) before it was done; resume the run.")
        } catch {
            try await markStopped(id, error)
            throw error
        }
    }

    private struct Outcome: Sendable {
        var finished: TrainingEvent?
        var failure: String?
        var ending: String
    }

    /// Starts the process and follows its reports.
    ///
    /// Its standard input stays open as its leash.
    private func supervise(_ run: RunRecord, _ progress: JobProgress) async throws -> Outcome {
        let samples = try await sampleTexts(run)
        let result = try await Subprocess.run(
            .path(FilePath(executable)),
            arguments: ["worker", "train", home.runFolder(run.id)],
            environment: .inherit, input: .inputWriter, output: .sequence,
            error: .string(limit: Self.errorTextBytes)
        ) { execution -> (TrainingEvent?, String?) in
            var finished: TrainingEvent?
            var failure: String?
            try await withThrowingTaskGroup(of: Void.self) { group in
                let writer = execution.standardInputWriter
                group.addTask {
                    // Cancelling this task ends the process's input, which ends the run with a checkpoint.
                    do {
                        try await Task.sleep(for: .seconds(60 * 60 * 24 * 365))
                    } catch {
                        try await writer.finish()
                    }
                }
                let lines = execution.standardOutput.strings(
                    bufferingPolicy: .maxLineLength(Self.longestLine))
                for try await line in lines {
                    guard let event = Self.event(line) else { continue }
                    switch event {
                    case .finished: finished = event
                    case .failed(let message): failure = message
                    default: try await record(event, of: run, samples, progress)
                    }
                }
                group.cancelAll()
            }
            return (finished, failure)
        }
        return Outcome(
            finished: result.closureResult.0, failure: result.closureResult.1,
            ending: "\(result.terminationStatus)")
    }

    private func record(
        _ event: TrainingEvent, of run: RunRecord, _ samples: SampleTexts, _ progress: JobProgress
    ) async throws {
        switch event {
        case .started(let resumed, _, _, _, _):
            // A process whose server was killed does the work in hand before it ends, and only its folder knows.
            guard resumed >= run.step else { break }
            let missed = RunFolder(path: home.runFolder(run.id)).loggedEvents(of: run.step...resumed)
            for event in missed {
                try await record(event, of: run, samples, progress)
            }
        case .finished, .failed: break
        case .step(let step):
            let current = try await store.recordStep(step, of: run.id)
            await events.publish(.runStep(runId: run.id, step))
            try await progress.report(done: current.step, total: current.steps)
        case .heldOut(let step, let loss, let recallLoss, let isBest):
            let measured = RunHeldOutRecord(
                runId: run.id, step: step, loss: loss, recallLoss: recallLoss, isBest: isBest)
            let current = try await store.recordHeldOut(measured)
            await events.publish(.runHeldOut(runId: run.id, RunMetrics.HeldOut(measured)))
            await events.publish(.run(RunView(current)))
        case .sample(let step, let index, let tokens):
            let answer = samples.base.tokenizer.decode(tokens)
            let sample = samples.pairs.indices.contains(index) ? samples.pairs[index] : ("", nil)
            try await store.recordSample(
                RunSampleRecord(
                    runId: run.id, step: step, position: index, prompt: sample.0, answer: answer,
                    reference: sample.1))
            await events.publish(
                .runSample(
                    runId: run.id,
                    RunMetrics.Sample(step: step, prompt: sample.0, answer: answer, reference: sample.1)))
        case .checkpoint:
            try await store.markResumable(run.id)
        }
    }

    /// Moves the run's adapter into the registry.
    private func takeIn(_ id: String, _ event: TrainingEvent) async throws {
        guard case .finished(_, _, _, _, let peakMemoryBytes) = event else { return }
        let run = try await store.run(id)
        let dataset = try await store.datasetVersion(run.datasetVersion, of: run.datasetName)
        let number = try await store.nextAdapterVersion(of: run.adapterName)
        let folder = home.adapterFolder(run.adapterName, version: number)
        let weights = "adapter_model.safetensors"
        let source = home.runFolder(id) + "/adapter"
        let staged = home.stagingPath("adapter")
        try FileTree.makeFolder(staged)
        for name in try FileTree.names(in: source) {
            try FileManager.default.copyItem(atPath: source + "/" + name, toPath: staged + "/" + name)
        }
        let digest = try Digest.sha256(ofFile: staged + "/" + weights)
        let sizeBytes = try FileTree.size(of: staged + "/" + weights)
        try FileTree.makeFolder(URL(filePath: folder).deletingLastPathComponent().path(percentEncoded: false))
        try FileTree.move(staged, to: folder)
        let ended = try await store.finishRun(
            id,
            adapter: NewAdapterVersion(
                path: home.relative(folder), digest: digest, rank: run.settings.rank,
                alpha: Double(run.settings.alpha), sizeBytes: sizeBytes,
                heldOutLossBefore: run.heldOutLossBefore,
                heldOutLossAfter: run.heldOutLossBest, datasetDigest: dataset.digest, runId: id),
            peakMemoryBytes: peakMemoryBytes, promote: true)
        await events.publish(.run(RunView(ended.run)))
        let adapter = try await store.adapter(named: run.adapterName)
        await events.publish(.adapter(AdapterView(adapter.adapter, adapter.versions)))
    }

    /// A run that did not end well says so, unless the user cancelled it or the program is going down.
    private func markStopped(_ id: String, _ error: any Error) async throws {
        let run = try await store.run(id)
        guard run.state.isActive else { return }
        if Task.isCancelled || error is CancellationError {
            // The program goes down: the run stays as it is, and the next process goes on with it.
            return
        }
        let marked =
            run.resumable
            ? try await store.interruptRun(id, message: JobService.sentence(error))
            : try await store.failRun(id, message: JobService.sentence(error))
        await events.publish(.run(RunView(marked)))
    }

    private struct SampleTexts: Sendable {
        var base: LoadedModel
        var pairs: [(String, String?)]
    }

    /// The texts behind the sample prompts, made the way the run's folder was.
    private func sampleTexts(_ run: RunRecord) async throws -> SampleTexts {
        let base = try await host.base(run.modelName)
        let examples = try await store.learnableExamples(of: run.datasetName, version: run.datasetVersion)
        let longest = run.settings.maximumLength
        let data = try await BackgroundThread.run {
            try TokenizedDataset(examples, base, maximumLength: longest)
        }
        return SampleTexts(base: base, pairs: data.samples.map { ($0.prompt, $0.reference) })
    }

    private static func event(_ line: String) -> TrainingEvent? {
        // Another library may print to the same output; what is not an event is not ours to judge.
        try? JSONCoding.decoder.decode(TrainingEvent.self, from: Data(line.utf8))
    }
}
