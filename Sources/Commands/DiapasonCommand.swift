public import ArgumentParser
internal import Core

/// The root command: what `diapason` without a subcommand explains.
public struct DiapasonCommand: AsyncParsableCommand {
    /// Name, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "diapason",
        abstract: "Turns a folder of documents into a model tuned on them, on this machine alone.",
        discussion: """
            Every command uses the running server of the same home when there is one, and opens the home itself \
            otherwise. Results go to standard output, progress to standard error.
            """,
        version: ProductVersion.current,
        subcommands: [
            ServeCommand.self, DemoCommand.self, ModelsCommand.self, DocumentsCommand.self,
            DatasetsCommand.self,
            TrainCommand.self, RunsCommand.self, AdaptersCommand.self, ChatCommand.self, GenerateCommand.self,
            EmbedCommand.self, BenchCommand.self, DoctorCommand.self, WorkerCommand.self,
        ])

    /// Makes the command.
    public init() {}

    /// Runs the program: parses, runs, and ends with the status that the outcome maps to.
    public static func runProgram() async -> Never {
        await ProgramRunner.run()
    }
}
