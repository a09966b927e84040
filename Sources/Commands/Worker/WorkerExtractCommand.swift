internal import ArgumentParser
internal import Workstation

/// `diapason worker extract`: reads requests on standard input and answers with documents.
struct WorkerExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Extract documents, one request a line.", shouldDisplay: false)

    func run() throws {
        throw ExitCode(ExtractWorker.run())
    }
}
