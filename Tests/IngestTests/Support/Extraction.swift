import Core
import Foundation
import TestSupport

@testable import Ingest

/// A file of one test's own.
struct TestFile {
    private let folder: TemporaryFolder
    /// Where it lies.
    let path: String
    /// Its name.
    let name: String

    /// Writes bytes to a file.
    init(_ bytes: [UInt8], name: String = "file") throws {
        folder = try TemporaryFolder()
        self.name = name
        path = folder.path + "/content"
        try Data(bytes).write(to: URL(filePath: path))
    }

    /// Writes text to a file.
    init(_ text: String, name: String = "file") throws { try self.init(Array(text.utf8), name: name) }

    /// The folder that it lies in, which lives as long as this value.
    var folderPath: String { folder.path }

    /// Extracts it in this process.
    func extract(limits: ExtractionLimits = ExtractionLimits()) throws -> ExtractedDocument {
        try withExtendedLifetime(folder) { try Extractor.extract(path: path, name: name, limits: limits) }
    }

    /// Why it is not extracted, or nil when it is.
    func refusal(limits: ExtractionLimits = ExtractionLimits()) -> IngestError? {
        defer { withExtendedLifetime(folder) {} }
        do throws(IngestError) {
            _ = try Extractor.extract(path: path, name: name, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    /// What its bytes say that it is.
    func detect() throws -> DetectedContent {
        try withExtendedLifetime(folder) { try FormatDetector.detect(path: path, name: name) }
    }

    /// Extracts it through a pool.
    func extract(by pool: ExtractionPool) async throws -> ExtractedDocument {
        defer { withExtendedLifetime(folder) {} }
        return try await pool.extract(candidate)
    }

    /// A candidate for the pool; the file lives as long as this value.
    var candidate: IngestCandidate { IngestCandidate(path: path, name: name, byteCount: 0) }
}

/// A committed fixture made by `Tests/fixtures/ingest/make_fixtures.py`.
enum Fixture {
    /// Where it lies.
    static func path(_ name: String) -> String { PackageRoot.path + "Tests/fixtures/ingest/" + name }
}

extension ExtractedDocument {
    /// The blocks in short: kind, level and text, tables by their rows.
    var outline: [String] {
        blocks.map { block in
            switch block.kind {
            case .heading: "h\(block.level) \(block.text)"
            case .paragraph: "p \(block.text)"
            case .listItem: "li\(block.level) \(block.text)"
            case .code: "code \(block.text)"
            case .quote: "quote \(block.text)"
            case .table:
                "table" + (block.hasHeader ? "+ " : " ")
                    + block.rows.map { $0.joined(separator: "|") }.joined(separator: " / ")
            }
        }
    }
}
