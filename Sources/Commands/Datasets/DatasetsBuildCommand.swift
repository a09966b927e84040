internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason datasets build --collection NAME --recipe NAME`.
struct DatasetsBuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Make a dataset from a collection.")

    @Option(help: "Name of the collection.")
    var collection: String

    @Option(help: "Goal: know-my-documents, write-like-me, follow-my-format, from-conversations or extract.")
    var recipe: String

    @Option(help: "Name of the dataset; else the collection's.")
    var name: String?

    @Option(help: "Whose words are learned, for from-conversations; else who speaks most.")
    var assistant: String?

    @Option(help: "Column of tables that asks, for follow-my-format.")
    var input: String?

    @Option(help: "Column of tables that answers, for follow-my-format.")
    var output: String?

    @Option(
        help:
            "Model that writes further questions, for know-my-documents; each answer must quote its document."
    )
    var writer: String?

    @Option(help: "Server on this machine that has the writer, such as http://127.0.0.1:11434/v1.")
    var writerServer: String?

    @Option(help: "Questions that the writer is asked for about each passage.")
    var questionsPerChunk: Int?

    @OptionGroup var options: ResultOptions

    func validate() throws {
        guard (input == nil) == (output == nil) else {
            throw ValidationError("One of --input and --output is missing; name both columns or neither.")
        }
    }

    func run() async throws {
        var build = BuildOptions()
        build.assistant = assistant
        build.input = input
        build.output = output
        build.writer = writer
        build.writerServer = writerServer
        build.questionsPerChunk = questionsPerChunk
        let detail = try await Session.with(options.home) { [build] in
            try await Self.build(collection: collection, recipe: recipe, name: name, options: build, $0)
        }
        try DatasetsShowCommand.write(detail, options.format)
    }

    /// Builds a dataset and returns it with its versions.
    static func build(
        collection: String, recipe: String, name: String?, options: BuildOptions = BuildOptions(),
        _ session: Session
    ) async throws -> DatasetDetail {
        struct Body: Encodable {
            var collection: String
            var recipe: String
            var name: String?
            var options: BuildOptions
        }
        struct Started: Decodable {
            var dataset: DatasetView
            var job: JobView
        }
        let body = Body(collection: collection, recipe: recipe, name: name, options: options)
        let started = try await session.post("/api/datasets", body, as: Started.self)
        try await JobFollower(session).follow(started.job)
        return try await session.get("/api/datasets/\(Session.part(started.dataset.name))")
    }
}
