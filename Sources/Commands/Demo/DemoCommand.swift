internal import ArgumentParser
internal import Core
internal import Foundation
internal import Server
internal import Workstation

/// `diapason demo`: the whole path on the sample folder, from documents to a tuned model that answers.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "Turn the sample folder into a tuned model, compare its answers with the base, then serve it.")

    @Option(help: "The base model, a GGUF file or a Hugging Face folder.", completion: .file())
    var model: String

    @Option(help: "Folder of documents; else the sample that comes with the program.")
    var documents: String?

    @Option(help: "Questions with known answers as JSON; else those of the sample.")
    var questions: String?

    @Flag(help: "Stop after the answers instead of serving the web UI.")
    var noServe = false

    @OptionGroup(title: "Settings") var training: TrainingOptions
    @OptionGroup var options: ResultOptions

    func run() async throws {
        let configuration = try options.home.configuration()
        let sample = SampleFolder(webRoot: configuration.webRoot)
        let check = try QuestionCheck(path: ConfigurationLoader.absolute(questions ?? sample.questions))
        let folder = ConfigurationLoader.absolute(documents ?? sample.documents)
        let isEmbedded = try await Session.with(options.home) { session in
            let report = try await Demonstration(session: session, check: check, settings: training.partial)
                .run(model: ConfigurationLoader.absolute(model), documents: folder)
            switch options.format {
            case .json:
                StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(report), as: UTF8.self))
            case .table: StandardOutput.line(report.text)
            }
            if !session.isEmbedded, !noServe { try await Self.showLink(session) }
            return session.isEmbedded
        }
        guard isEmbedded, !noServe else { return }
        try await ServerRunner.run(
            try await Workstation.open(configuration, questionServers: ServerQuestionWriter.connector))
    }

    /// The home is served by another process already: a fresh link is all that is missing.
    private static func showLink(_ session: Session) async throws {
        struct Link: Decodable { var url: String }
        struct Nothing: Encodable {}
        let link = try await session.post("/api/login-links", Nothing(), as: Link.self)
        StandardError.line("This home is served already; open this link once:")
        StandardOutput.line(link.url)
    }
}
