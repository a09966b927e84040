internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason documents add PATH… --collection NAME`.
struct DocumentsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Read files, folders and archives into a collection.")

    @Argument(help: "Files, folders or archives.", completion: .file())
    var paths: [String]

    @Option(help: "Name of the collection; made when it does not exist.")
    var collection: String

    @OptionGroup var options: ResultOptions

    func run() async throws {
        try await Session.with(options.home) { session in
            let result = try await Self.add(paths, to: collection, session)
            switch options.format {
            case .json:
                StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(result), as: UTF8.self))
            case .table: try await Self.report(result, session)
            }
        }
    }

    /// Reads paths into a collection and returns it when all of them are done.
    static func add(_ paths: [String], to collection: String, _ session: Session) async throws
        -> CollectionView
    {
        struct Name: Encodable { var name: String }
        struct Ingest: Encodable { var paths: [String] }
        struct Collections: Decodable { var collections: [CollectionView] }
        let known = try await session.get("/api/collections", as: Collections.self).collections
        if !known.contains(where: { $0.name == collection }) {
            _ = try await session.post("/api/collections", Name(name: collection), as: CollectionView.self)
        }
        let path = "/api/collections/\(Session.part(collection))"
        let job = try await session.post(
            path + "/ingest", Ingest(paths: paths.map(ConfigurationLoader.absolute)), as: JobView.self)
        try await JobFollower(session).follow(job)
        return try await session.get(path)
    }

    private static func report(_ collection: CollectionView, _ session: Session) async throws {
        StandardOutput.line(
            "\(collection.name): \(Plain.count(collection.documents)) files found = "
                + "\(Plain.count(collection.used)) used + \(Plain.count(collection.duplicate)) duplicate + "
                + "\(Plain.count(collection.skipped)) skipped; \(Plain.count(collection.characters)) characters"
        )
        guard collection.skipped > 0 else { return }
        var report = SkipReport()
        var seen = 0
        while true {
            let page: DocumentPage = try await session.get(
                "/api/documents?collection=\(Session.part(collection.name))&state=skipped&limit=500&offset=\(seen)"
            )
            for document in page.documents { report.add(document.reason ?? "") }
            seen += page.documents.count
            if page.documents.isEmpty || seen >= page.total { break }
        }
        for line in report.lines { StandardOutput.line(line) }
    }
}
