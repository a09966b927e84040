import Core
import Foundation
import TestSupport
import Testing

@testable import Ingest

@Suite struct LongTextTests {
    /// Limits at which a text of a few lines is long.
    private var limits: ArchiveLimits {
        var limits = ArchiveLimits()
        limits.wholeTextBytes = 200
        limits.textPartBytes = 80
        return limits
    }

    private func parts(
        _ text: String, name: String
    ) async throws -> (parts: [(name: String, text: String)], skipped: [IngestError]) {
        let folder = try TemporaryFolder()
        let path = folder.path + "/" + name
        try Data(text.utf8).write(to: URL(filePath: path))
        let scanner = FileScanner(
            staging: try StagingFolder(path: folder.path + "/staging"), unpacker: InProcessUnpacker(),
            limits: limits)
        var parts: [(String, String)] = []
        var skipped: [IngestError] = []
        for finding in try await scanner.scan(path) {
            switch finding {
            case .candidate(let file):
                parts.append((file.name, try String(contentsOfFile: file.path, encoding: .utf8)))
            case .skipped(let file): skipped.append(file.error)
            }
        }
        return (parts, skipped)
    }

    @Test func `leaves a text of ordinary length alone`() async throws {
        let text = String(repeating: "The kiln is hot.\n", count: 10)
        #expect(try await parts(text, name: "a.txt").parts.map(\.name) == ["a.txt"])
    }

    @Test func `cuts prose at empty lines and loses nothing`() async throws {
        // Each is so much shorter than a part that an empty line comes before patience ends.
        let text = (1...60).map { "A\nb \($0 % 10).\n\n" }.joined()
        let result = try await parts(text, name: "a.txt")
        #expect(result.parts.count > 2 && result.skipped.isEmpty)
        #expect(result.parts.map(\.text).joined() == text)
        #expect(result.parts.allSatisfy { $0.text.hasSuffix(".\n\n") })
        #expect(result.parts[0].name == "a.txt/0001 from line 1.txt")
        let lines = result.parts[0].text.count { $0 == "\n" }
        #expect(result.parts[1].name == "a.txt/0002 from line \(lines + 1).txt")
    }

    @Test func `cuts lines that no empty line parts`() async throws {
        let text = (1...40).map { "2024-05-03 kiln \($0)\n" }.joined()
        let result = try await parts(text, name: "kiln.log")
        #expect(result.parts.map(\.text).joined() == text && result.parts.count > 5)
    }

    @Test func `repeats the names of columns and cuts no record`() async throws {
        let header = "day,clay,remark\n"
        let records = (1...20).map { "\($0),white,\"hot,\nvery \"\"hot\"\"\"\n" }
        let result = try await parts(header + records.joined(), name: "a.csv")
        #expect(result.parts.count > 2 && result.parts.allSatisfy { $0.text.hasPrefix(header) })
        #expect(result.parts.map { $0.text.dropFirst(header.count) }.joined() == records.joined())
        #expect(result.parts.allSatisfy { $0.text.hasSuffix("\"\"\"\n") })
    }

    @Test func `cuts lines of JSON and the elements of an array`() async throws {
        let lines = (1...20).map { "{\"kiln\": \($0)}\n" }.joined()
        let values = try await parts(lines, name: "a.jsonl")
        #expect(values.parts.map(\.text).joined() == lines && values.parts.count > 2)
        let array = "[" + (1...20).map { "{\"kiln\": [\($0), \"a, ]b\"]}" }.joined(separator: ", ") + "]"
        let elements = try await parts(array, name: "a.json").parts
        #expect(elements.count > 2)
        #expect(elements.allSatisfy { JSONReader.isValue($0.text, mayBeCut: false) })
        #expect(elements.map { $0.text.split(separator: "kiln").count - 1 }.reduce(0, +) == 20)
    }

    @Test func `refuses only the part that cannot be cut`() async throws {
        let text = "Short.\n\n" + String(repeating: "endless ", count: 40) + "\n\nThe kiln is hot.\n"
        let result = try await parts(text, name: "a.txt")
        #expect(result.skipped.map(\.reason) == [.tooLarge])
        #expect(result.parts.map(\.text) == ["\nThe kiln is hot.\n"])
    }

    @Test func `leaves what cannot be cut to its reader`() async throws {
        let page =
            "<html><body>" + String(repeating: "<p>The kiln is hot.</p>\n", count: 20) + "</body></html>"
        #expect(try await parts(page, name: "a.html").parts.map(\.name) == ["a.html"])
        let object = "{\"kilns\": [" + Array(repeating: "1", count: 200).joined(separator: ",") + "]}"
        #expect(try await parts(object, name: "a.json").parts.map(\.name) == ["a.json"])
    }
}
