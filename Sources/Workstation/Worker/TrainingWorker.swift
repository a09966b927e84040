internal import Core
internal import Engine
internal import Foundation
internal import Tensor
internal import Training

/// The body of `diapason worker train`: executes a run's folder and reports JSON lines on standard output.
///
/// Standard input is the leash: the parent keeps it open, and its end (the parent cancelled or died) stops the run
/// after the work in hand, with a checkpoint.
package enum TrainingWorker {
    /// Executes a run.
    ///
    /// - Throws: `TrainingError` or `EngineError` when the folder is not a usable run; the event `failed` tells the
    ///   parent the same.
    package static func run(folder: String) throws {
        let isCancelled = CancellationFlag()
        let leash = Thread {
            var byte: UInt8 = 0
            while read(STDIN_FILENO, &byte, 1) > 0 {}
            isCancelled.set()
        }
        leash.start()
        // The parent may die while this process writes; that must end in a checkpoint, not in a signal.
        signal(SIGPIPE, SIG_IGN)
        let lock = try RunFolderLock(folder)
        let run = RunFolder(path: folder)
        let settings = try run.description().settings
        let device = CPUDevice(threads: settings.threads, numerics: settings.numerics ?? .exact)
        try TrainingRun(folder: run).execute(
            device: device, report: report, isCancelled: { isCancelled.isSet })
        withExtendedLifetime(lock) {}
    }

    @Sendable private static func report(_ event: TrainingEvent) {
        // Events hold only numbers and short texts, which always encode.
        guard var line = try? JSONCoding.encoder.encode(event) else { return }
        line.append(0x0A)
        // When the parent is gone nobody reads; the leash ends the run.
        try? FileHandle.standardOutput.write(contentsOf: line)
    }
}
