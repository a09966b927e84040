internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason datasets show NAME`.
struct DatasetsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a dataset's versions, counts and what was left out.")

    @Argument(help: "Name of the dataset.")
    var name: String

    @Flag(help: "List the passages that a model was asked about, with what became of each.")
    var passages = false

    @OptionGroup var options: ResultOptions

    func run() async throws {
        if passages { return try await showPassages() }
        let detail: DatasetDetail = try await Session.with(options.home) {
            try await $0.get("/api/datasets/\(Session.part(name))")
        }
        try Self.write(detail, options.format)
    }

    private func showPassages() async throws {
        let chunks = try await Session.with(options.home) { session in
            var chunks: [ChunkPage.Chunk] = []
            var page: ChunkPage
            repeat {
                page = try await session.get(
                    "/api/datasets/\(Session.part(name))/chunks?limit=500&offset=\(chunks.count)")
                chunks += page.chunks
            } while !page.chunks.isEmpty && chunks.count < page.total
            return chunks
        }
        guard options.format == .table else {
            return StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(chunks), as: UTF8.self))
        }
        var table = Table("DOCUMENT", "PASSAGE", "ROWS", "LEFT OUT")
        for chunk in chunks {
            let reasons = chunk.drops.map { "\($0.count) × \($0.reason)" }.joined(separator: "; ")
            table.add(chunk.source.documentName, chunk.title, "\(chunk.rows)", reasons)
        }
        StandardOutput.line(table.text)
    }

    /// Writes a dataset with its newest version's counts.
    static func write(_ detail: DatasetDetail, _ format: OutputFormat) throws {
        guard format == .table else {
            return StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(detail), as: UTF8.self))
        }
        guard let newest = detail.versions.first else {
            return StandardOutput.line("\(detail.dataset.name) has no version yet.")
        }
        StandardOutput.line(
            "\(detail.dataset.name) version \(newest.version) (\(newest.digest.prefix(12))): "
                + "\(Plain.count(newest.trainCount)) rows to learn, \(Plain.count(newest.heldOutCount)) held out, "
                + "\(Plain.count(newest.recallCount)) recall questions")
        for count in newest.counts { StandardOutput.line("  \(count.name): \(Plain.count(count.count))") }
        for drop in newest.drops {
            StandardOutput.line("  dropped \(Plain.count(drop.count)): \(drop.reason)")
        }
    }
}
