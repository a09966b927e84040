internal import ArgumentParser

/// `diapason runs`: training runs.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List, show, cancel and resume training runs.",
        subcommands: [
            RunsListCommand.self, RunsShowCommand.self, RunsCancelCommand.self, RunsResumeCommand.self,
        ])
}
