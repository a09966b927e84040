internal import Core
internal import Foundation
internal import Workstation

/// Watches a job until it ends, with a progress line.
struct JobFollower {
    private static let interval = Duration.milliseconds(200)
    private let session: Session

    init(_ session: Session) { self.session = session }

    /// Waits for the end of a job.
    ///
    /// - Throws: ``CommandError`` when the job failed or was cancelled.
    func follow(_ job: JobView) async throws {
        struct Jobs: Decodable { var jobs: [JobView] }
        var progress = ProgressLine()
        while true {
            let jobs = try await session.get("/api/jobs", as: Jobs.self).jobs
            guard let current = jobs.first(where: { $0.id == job.id }) else {
                throw CommandError(
                    .internalFault, "The job \(job.id) is no longer known; see `diapason doctor`.")
            }
            progress.show(done: current.done, total: current.total, current.message ?? current.title)
            switch current.state {
            case .queued, .running:
                try await Task.sleep(for: Self.interval)
            case .done:
                progress.finish()
                return
            case .failed:
                progress.finish()
                throw CommandError(.invalidInput, current.message ?? "The job failed; see `diapason doctor`.")
            case .cancelled:
                progress.finish()
                throw CommandError(.cancelled, "The job was cancelled; start it again when you want it done.")
            }
        }
    }
}
