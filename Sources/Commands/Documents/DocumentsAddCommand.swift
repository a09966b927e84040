internal import ArgumentParser
internal import Core
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
            let skipped = try await Self.skipped(in: result, session)
            switch options.format {
            case .json:
                StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(result), as: UTF8.self))
            case .table: Self.report(result, skipped)
            }
            // A file that was asked for by name and is of no use is a failure; one among many in a folder is not.
            if let reason = Self.refusal(of: paths, skipped) { throw CommandError(.invalidInput, reason) }
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

    /// Why one of the files that were named was left out; nil when none was.
    static func refusal(of paths: [String], _ skipped: [DocumentView]) -> String? {
        let names = Set(paths.map { URL(filePath: ConfigurationLoader.absolute($0)).lastPathComponent })
        return skipped.first { names.contains($0.name) }?.reason
    }

    private static func skipped(in collection: CollectionView, _ session: Session) async throws
        -> [DocumentView]
    {
        var documents: [DocumentView] = []
        while documents.count < collection.skipped {
            let page: DocumentPage = try await session.get(
                "/api/documents?collection=\(Session.part(collection.name))&state=skipped&limit=500"
                    + "&offset=\(documents.count)")
            if page.documents.isEmpty { break }
            documents += page.documents
        }
        return documents
    }

    private static func report(_ collection: CollectionView, _ skipped: [DocumentView]) {
        StandardOutput.line(
            "\(collection.name): \(Plain.count(collection.documents)) files found = "
                + "\(Plain.count(collection.used)) used + \(Plain.count(collection.duplicate)) duplicate + "
                + "\(Plain.count(collection.skipped)) skipped; \(Plain.count(collection.characters)) characters"
        )
        var report = SkipReport()
        for document in skipped { report.add(document.reason ?? "") }
        for line in report.lines { StandardOutput.line(line) }
    }
}
