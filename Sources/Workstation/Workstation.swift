internal import Core
internal import Foundation
internal import Logging
internal import Store
internal import Tensor

/// The whole product behind its fronts: an opened home with all its services.
///
/// Only one process at a time has a home open; it is the only writer of the database.
package final class Workstation: Sendable {
    /// The resolved configuration.
    package let configuration: WorkstationConfiguration
    /// What programs send as `Authorization: Bearer`.
    package let accessToken: String
    /// Tells everyone who watches what happened.
    package let events: EventHub
    /// Queued work.
    package let jobs: JobService
    /// Base models.
    package let models: ModelService
    /// Collections and their documents.
    package let documents: DocumentService
    /// Datasets.
    package let datasets: DatasetService
    /// Training runs.
    package let runs: RunService
    /// Adapters.
    package let adapters: AdapterService
    /// Answers of models.
    package let generation: GenerationService
    /// Vectors of texts.
    package let embedding: EmbeddingService
    /// Questions about documents that a model writes.
    package let questions: WrittenQuestionService
    /// Stored conversations.
    package let conversations: ConversationService

    private let home: DataHome
    private let store: LibraryStore
    private let lock: HomeLock

    private init(
        _ configuration: WorkstationConfiguration, home: DataHome, lock: HomeLock, store: LibraryStore,
        accessToken: String, questionServers: WrittenQuestionService.ServerConnector?
    ) {
        self.configuration = configuration
        self.home = home
        self.lock = lock
        self.store = store
        self.accessToken = accessToken
        let blobs = BlobStore(home)
        events = EventHub()
        jobs = JobService(store: store, events: events)
        let device = CPUDevice(threads: configuration.threads, numerics: configuration.numerics)
        let loop = GenerationLoop(budget: CacheBudget(bytes: configuration.cacheCeiling))
        let host = ModelHost(store: store, home: home, device: device, loop: loop)
        models = ModelService(store: store, home: home, host: host, events: events)
        documents = DocumentService(
            store: store, home: home, blobs: blobs, jobs: jobs, events: events, configuration: configuration)
        runs = RunService(
            store: store, home: home, host: host, jobs: jobs, events: events, configuration: configuration)
        adapters = AdapterService(
            store: store, home: home, host: host, events: events, executable: configuration.workerExecutable)
        generation = GenerationService(store: store, host: host, loop: loop)
        questions = WrittenQuestionService(
            generation: generation, home: configuration.home, connector: questionServers)
        datasets = DatasetService(
            store: store, blobs: blobs, jobs: jobs, events: events, host: host, questions: questions,
            home: home)
        embedding = EmbeddingService(host: host)
        conversations = ConversationService(store: store, generation: generation)
    }

    /// Opens a home: takes its lock, brings its database up to date, and takes up the work an earlier process left.
    ///
    /// - Parameters:
    ///   - configuration: The resolved configuration.
    ///   - questionServers: Makes writers of questions that ask servers on this machine; nil when there is no way to them.
    /// - Returns: The workstation; the caller closes it.
    /// - Throws: `StoreError` when another process has the home open or it cannot be read or written.
    package static func open(
        _ configuration: WorkstationConfiguration,
        questionServers: WrittenQuestionService.ServerConnector? = nil
    ) async throws -> Workstation {
        let home = DataHome(path: configuration.home)
        try home.prepare()
        let lock = try HomeLock(home, holder: "diapason")
        try home.emptyStaging()
        let store = try LibraryStore(home)
        try await store.removeAllUploads()
        let workstation = Workstation(
            configuration, home: home, lock: lock, store: store,
            accessToken: try AccessToken.loadOrCreate(in: home), questionServers: questionServers)
        try await workstation.recover()
        return workstation
    }

    /// Stops all work in a state that the next process takes up, and gives the home free.
    package func close() async {
        await jobs.close()
        await events.close()
        do {
            try store.close()
        } catch {
            WorkstationLog.logger.error("the database did not close cleanly: \(error)")
        }
        lock.release()
    }

    /// Everything that the home page shows.
    package func overview() async throws -> Overview {
        Overview(
            version: ProductVersion.current, models: try await models.list(),
            collections: try await documents.collections(), datasets: try await datasets.list(),
            runs: try await runs.list(), adapters: try await adapters.list(), jobs: try await jobs.list(),
            home: configuration.home)
    }

    /// What is right with this machine and home, and what is not.
    package func doctor() async -> DoctorReport {
        await Doctor(configuration: configuration, home: home, store: store).examine()
    }

    /// Takes up jobs that were waiting or running when the last process ended.
    private func recover() async throws {
        for job in try await store.activeJobs() {
            switch JobView(job).kind {
            case .ingest: try await documents.takeUp(job)
            case .dataset: try await datasets.takeUp(job)
            case .train: try await runs.takeUp(job)
            }
        }
    }
}
