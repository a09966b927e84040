import Core
import FoundationEssentials
import Glibc

/// The run's `metrics.jsonl`: one training event a line, appended as it happens.
final class MetricsLog {
    private let path: String
    private let descriptor: Int32
    private let encoder = JSONEncoder()

    /// Opens the log of a run that starts, or goes on, after `step` steps.
    ///
    /// Events of later steps were written by a process that died before its next checkpoint. They will happen
    /// again, so they leave the log first; so does a half-written last line.
    init(path: String, resumingAfter step: Int) throws(TrainingError) {
        self.path = path
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try Self.trim(path, to: step)
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DurableFiles.failure(path) }
    }

    deinit {
        close(descriptor)
    }

    /// Appends one event.
    func append(_ event: TrainingEvent) throws(TrainingError) {
        guard var line = try? encoder.encode(event) else {
            // Only a number that JSON cannot hold gets here; a run with such a loss has been stopped before.
            return
        }
        line.append(UInt8(ascii: "\n"))
        try DurableFiles.append(line, to: descriptor, name: path)
    }

    /// The events of a log, in order, with their lines; none when there is no log.
    ///
    /// A line that cannot be read is the torn last one, or of a newer program: neither counts.
    static func entries(at path: String) -> [(line: Data, event: TrainingEvent)] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        let decoder = JSONDecoder()
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            (try? decoder.decode(TrainingEvent.self, from: line)).map { (line, $0) }
        }
    }

    private static func trim(_ path: String, to step: Int) throws(TrainingError) {
        guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else { return }
        var kept = Data()
        for (line, event) in entries(at: path) where step > 0 && event.isSettled(by: step) {
            kept.append(line)
            kept.append(UInt8(ascii: "\n"))
        }
        guard kept.count != data.count else { return }
        try DurableFiles.write(kept, to: path)
    }
}

extension TrainingEvent {
    /// Whether this event is part of the first `step` steps, so that going on from there does not repeat it.
    fileprivate func isSettled(by step: Int) -> Bool {
        switch self {
        case .started: true
        case .finished, .failed: false
        case .step, .heldOut, .sample, .checkpoint: (stepsDone ?? 0) <= step
        }
    }

    /// The steps that were done when this was measured; nil for what is not a measurement.
    var stepsDone: Int? {
        switch self {
        case .step(let figures): figures.step
        case .heldOut(let at, _, _, _), .sample(let at, _, _), .checkpoint(let at): at
        case .started, .finished, .failed: nil
        }
    }
}
