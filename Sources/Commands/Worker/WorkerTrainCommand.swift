internal import ArgumentParser
internal import Workstation

/// `diapason worker train FOLDER`: executes a run's folder and reports JSON lines on standard output.
struct WorkerTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Execute a run's folder.", shouldDisplay: false)

    @Argument(help: "The run's folder.")
    var folder: String

    func run() throws {
        try TrainingWorker.run(folder: folder)
    }
}
