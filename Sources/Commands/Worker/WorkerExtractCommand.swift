internal import ArgumentParser
internal import Workstation

/// `diapason worker extract`: reads requests on standard input and answers with documents.
struct WorkerExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Extract documents, one request a line.", shouldDisplay: false)

    @Argument(help: "Address space in bytes.")
    var memoryBytes: Int

    func run() throws {
        try ExtractWorker.run(memoryBytes: memoryBytes)
    }
}
