internal import Core
internal import Engine
internal import Foundation
internal import Store
internal import Tokenizer
internal import Training

/// Training runs: planned, started, watched, cancelled, resumed.
package struct RunService: Sendable {
    private let store: LibraryStore
    private let home: DataHome
    private let host: ModelHost
    private let jobs: JobService
    private let events: EventHub
    private let preparation: RunPreparation
    private let supervisor: TrainingSupervisor

    init(
        store: LibraryStore, home: DataHome, host: ModelHost, jobs: JobService, events: EventHub,
        configuration: WorkstationConfiguration
    ) {
        self.store = store
        self.home = home
        self.host = host
        self.jobs = jobs
        self.events = events
        preparation = RunPreparation(store: store, host: host, configuration: configuration)
        supervisor = TrainingSupervisor(
            store: store, home: home, host: host, events: events, executable: configuration.workerExecutable)
    }

    /// Says what a run would do, without doing it.
    ///
    /// - Throws: `StoreError` for an unknown dataset or model, ``WorkstationError`` for a setting out of range.
    package func plan(
        dataset: String, version: Int?, model: String, settings: PartialTrainingSettings
    ) async throws -> PlanView {
        try await preparation.prepare(dataset: dataset, version: version, model: model, settings: settings)
            .plan
    }

    /// Queues a run.
    ///
    /// - Parameters:
    ///   - dataset: What it learns from.
    ///   - version: The dataset's version; nil is the newest.
    ///   - model: The base model.
    ///   - adapter: The adapter it makes a version of; nil is the dataset's name.
    ///   - settings: The settings the user chose.
    /// - Returns: The run as it is stored.
    /// - Throws: As ``plan(dataset:version:model:settings:)``; also when the adapter belongs to another base.
    package func start(
        dataset: String, version: Int?, model: String, adapter: String?, settings: PartialTrainingSettings
    ) async throws -> RunView {
        let adapter = try NameRule.check(adapter ?? dataset, of: "adapter")
        let prepared = try await preparation.prepare(
            dataset: dataset, version: version, model: model, settings: settings)
        if let known = try await store.adapters().first(where: { $0.adapter.name == adapter }),
            known.adapter.modelName != model
        {
            throw WorkstationError.conflict(
                "adapter_for_other_model",
                "The adapter \(adapter.debugDescription) belongs to the model "
                    + "\(known.adapter.modelName.debugDescription); choose another adapter name.")
        }
        let record = RunRecord(
            datasetName: dataset, datasetVersion: prepared.version.version, modelName: model,
            adapterName: adapter,
            steps: prepared.plan.settings.steps, settings: prepared.plan.settings)
        try write(prepared, adapter: adapter, id: record.id)
        do {
            try await store.addRun(record)
        } catch {
            // The row was refused, so the folder must not stay; the row's error is the one to tell.
            try? FileTree.remove(home.runFolder(record.id))
            throw error
        }
        return try await enqueue(record)
    }

    /// All runs, newest first.
    package func list() async throws -> [RunView] {
        try await store.runs().map(RunView.init)
    }

    /// One run.
    ///
    /// - Throws: `StoreError` when there is none.
    package func show(_ id: String) async throws -> RunView {
        RunView(try await store.run(id))
    }

    /// The measurements of a run.
    ///
    /// - Throws: `StoreError` when there is none.
    package func metrics(_ id: String) async throws -> RunMetrics {
        _ = try await store.run(id)
        return RunMetrics(try await store.runMetrics(id))
    }

    /// Stops a run; what is learned so far stays for a resume.
    ///
    /// - Throws: `StoreError` when there is none or it is over.
    package func cancel(_ id: String) async throws -> RunView {
        let run = try await store.cancelRun(id)
        if let job = try await store.latestJob(kind: .train, subjectId: id), job.state.isActive {
            _ = try await jobs.cancel(job.id)
        }
        let view = RunView(run)
        await events.publish(.run(view))
        return view
    }

    /// Goes on with a stopped run from its newest checkpoint.
    ///
    /// - Throws: `StoreError` when there is none or it is not stopped.
    package func resume(_ id: String) async throws -> RunView {
        try await enqueue(store.queueRunAgain(id))
    }

    /// Removes a run with its folder; its adapter version stays.
    ///
    /// - Throws: `StoreError` when there is none or it is going on.
    package func remove(_ id: String) async throws {
        try await store.removeRun(id)
        try FileTree.remove(home.runFolder(id))
    }

    /// Goes on with a run that was going on when an earlier process ended.
    func takeUp(_ job: JobRecord) async throws {
        let run: RunRecord
        do {
            run = try await store.run(job.subjectId)
        } catch {
            _ = try await store.endJob(job.id, as: .failed, message: JobService.sentence(error))
            return
        }
        guard run.state.isActive else {
            _ = try await store.endJob(job.id, as: .cancelled)
            return
        }
        await jobs.enqueueAgain(job, work(run.id))
    }

    /// Writes the run's folder by way of staging, so that it is whole or not there.
    private func write(_ prepared: RunPreparation.Prepared, adapter: String, id: String) throws {
        let base = prepared.base
        let settings = prepared.plan.settings
        let vocabulary = base.model.configuration.vocabulary
        let longest = settings.maximumLength
        let staged = home.stagingPath("run")
        do {
            _ = try RunFolder.create(
                path: staged,
                description: RunDescription(
                    model: .init(path: base.path, digest: base.digest, name: base.name), settings: settings,
                    adapterName: adapter),
                train: prepared.data.train.checked(
                    vocabulary: vocabulary, maximumLength: longest, name: "train"),
                heldOut: prepared.data.heldOut.checked(
                    vocabulary: vocabulary, maximumLength: longest, name: "held-out"),
                recall: prepared.data.recall.checked(
                    vocabulary: vocabulary, maximumLength: longest, name: "recall"),
                samples: SamplePrompts(
                    prompts: prepared.data.samples.map(\.tokens),
                    stopTokens: base.tokenizer.stopTokens.sorted()))
            try FileTree.move(staged, to: home.runFolder(id))
        } catch {
            try? FileTree.remove(staged)  // What is half there must go; the first error is the one to tell.
            throw error
        }
    }

    private func enqueue(_ run: RunRecord) async throws -> RunView {
        let view = RunView(run)
        await events.publish(.run(view))
        _ = try await jobs.enqueue(
            .train, subjectId: run.id, title: "Tuning \(run.adapterName)", work(run.id))
        return view
    }

    private func work(_ id: String) -> JobService.Work {
        let supervisor = supervisor
        return { try await supervisor.execute(id, $0) }
    }
}
