internal import Core
internal import Foundation
internal import Workstation

/// Watches a training run until it ends, with a progress line and the time left.
struct RunFollower {
    private static let interval = Duration.milliseconds(400)
    private let session: Session

    init(_ session: Session) { self.session = session }

    /// Waits for the end of a run and returns it finished.
    ///
    /// - Throws: ``CommandError`` when the run failed, was cancelled or was interrupted.
    func follow(_ id: String) async throws -> RunView {
        var progress = ProgressLine()
        while true {
            let run = try await session.get("/api/runs/\(Session.part(id))", as: RunView.self)
            progress.show(done: run.step, total: run.steps, note(run))
            switch run.state {
            case .queued, .running:
                try await Task.sleep(for: Self.interval)
            case .finished:
                progress.finish()
                return run
            case .failed:
                progress.finish()
                throw CommandError(
                    .unavailable, run.message ?? "The run \(id) failed; see `diapason runs show`.")
            case .cancelled, .interrupted:
                progress.finish()
                throw CommandError(
                    .cancelled,
                    "The run \(id) stopped at step \(run.step); `diapason runs resume \(id)` goes on.")
            }
        }
    }

    private func note(_ run: RunView) -> String {
        var parts: [String] = []
        if run.state == .queued { parts.append("waiting") }
        if let loss = run.loss { parts.append("loss \(Plain.loss(loss))") }
        if let heldOut = run.heldOutLossBest { parts.append("held-out \(Plain.loss(heldOut))") }
        if let recall = run.recallLossBest { parts.append("recall \(Plain.loss(recall))") }
        if let left = run.secondsLeft, run.state == .running { parts.append("\(Plain.duration(left)) left") }
        return parts.joined(separator: " · ")
    }
}
