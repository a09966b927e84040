internal import ArgumentParser

/// `diapason worker`: the child processes that the server starts; not for people.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "The server's child processes.", shouldDisplay: false,
        subcommands: [WorkerTrainCommand.self, WorkerExtractCommand.self])
}
