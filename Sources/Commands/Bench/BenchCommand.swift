internal import ArgumentParser

/// `diapason bench`: the figures that are compared with other tools.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure training, generation, reading and numerics on this machine.",
        subcommands: [
            BenchTrainCommand.self, BenchGenerateCommand.self, BenchServeCommand.self,
            BenchIngestCommand.self,
            BenchNumericsCommand.self, BenchMemoryCommand.self,
        ])
}
