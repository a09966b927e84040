internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason documents list`.
struct DocumentsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List documents with what became of each.")

    @Option(help: "Only of this collection.")
    var collection: String?

    @Option(help: "Only with this outcome: used, duplicate or skipped.")
    var state: String?

    @Option(help: "The most to list, 500 at most.")
    var limit = 500

    @OptionGroup var options: ResultOptions

    func run() async throws {
        var query = ["limit=\(limit)"]
        if let collection { query.append("collection=\(Session.part(collection))") }
        if let state { query.append("state=\(Session.part(state))") }
        let path = "/api/documents?" + query.joined(separator: "&")
        let data = try await Session.with(options.home) { try await $0.data("GET", path) }
        guard options.format == .table else {
            return StandardOutput.line(String(decoding: data, as: UTF8.self))
        }
        let page = try JSONCoding.decoder.decode(DocumentPage.self, from: data)
        var table = Table("STATE", "FORMAT", "CHARACTERS", "NAME", "REASON", "ID")
        for document in page.documents {
            table.add(
                document.state.rawValue, document.format ?? "", Plain.count(document.characters),
                document.name,
                document.reason ?? "", document.id)
        }
        StandardOutput.line(table.text)
        if page.total > page.documents.count {
            StandardError.line("\(page.documents.count) of \(page.total) are shown.")
        }
    }
}
