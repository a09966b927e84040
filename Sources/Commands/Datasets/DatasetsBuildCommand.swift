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

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let detail = try await Session.with(options.home) {
            try await Self.build(collection: collection, recipe: recipe, name: name, $0)
        }
        try DatasetsShowCommand.write(detail, options.format)
    }

    /// Builds a dataset and returns it with its versions.
    static func build(
        collection: String, recipe: String, name: String?, _ session: Session
    ) async throws -> DatasetDetail {
        struct Body: Encodable {
            var collection: String
            var recipe: String
            var name: String?
        }
        struct Started: Decodable {
            var dataset: DatasetView
            var job: JobView
        }
        let body = Body(collection: collection, recipe: recipe, name: name)
        let started = try await session.post("/api/datasets", body, as: Started.self)
        try await JobFollower(session).follow(started.job)
        return try await session.get("/api/datasets/\(Session.part(started.dataset.name))")
    }
}
