internal import ArgumentParser
internal import Core
internal import Foundation
internal import Workstation

/// `diapason documents show ID`.
struct DocumentsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the structure that was read from a document.")

    @Argument(help: "Identifier of the document.")
    var id: String

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let data = try await Session.with(options.home) {
            try await $0.data("GET", "/api/documents/\(Session.part(id))")
        }
        guard options.format == .table else {
            return StandardOutput.line(String(decoding: data, as: UTF8.self))
        }
        let detail = try JSONCoding.decoder.decode(DocumentDetail.self, from: data)
        let document = detail.document
        StandardOutput.line(
            "\(document.name): \(document.state.rawValue)\(document.reason.map { ", \($0)" } ?? "")")
        for note in document.notes { StandardOutput.line("note: \(note)") }
        for block in detail.blocks { StandardOutput.line(Self.text(block)) }
    }

    private static func text(_ block: DocumentBlock) -> String {
        switch block.kind {
        case .heading: "\n" + String(repeating: "#", count: max(1, block.level)) + " " + block.text
        case .listItem: String(repeating: "  ", count: max(0, block.level - 1)) + "- " + block.text
        case .table: block.rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
        case .quote: "> " + block.text
        case .paragraph, .code: block.text
        }
    }
}
