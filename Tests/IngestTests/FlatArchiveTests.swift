import Core
import Foundation
import TestSupport
import Testing

@testable import Ingest

@Suite struct FlatArchiveTests {
    @Test func `packs files so that they come out again, always in the same bytes`() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("{}", to: "in/config.json")
        _ = try folder.write("weights", to: "in/model.bin")
        let source = folder.path + "/in"
        try FlatArchive.pack(["config.json", "model.bin"], in: source, to: folder.path + "/a.zip")
        try FlatArchive.pack(["config.json", "model.bin"], in: source, to: folder.path + "/b.zip")
        #expect(
            try Data(contentsOf: URL(filePath: folder.path + "/a.zip"))
                == Data(contentsOf: URL(filePath: folder.path + "/b.zip")))
        let staging = try StagingFolder(path: folder.path + "/staging")
        let result = await InProcessUnpacker().unpack(
            path: folder.path + "/a.zip", name: "a", limits: ArchiveLimits(), staging: staging)
        #expect(result.members.map(\.name) == ["a/config.json", "a/model.bin"] && result.skipped.isEmpty)
        #expect(try String(contentsOfFile: result.members[1].path, encoding: .utf8) == "weights")
    }

    @Test func `leaves no half-written archive and overwrites nothing`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("x", to: "in/a")
        #expect(throws: IngestError.self) {
            try FlatArchive.pack(["a", "gone"], in: folder.path + "/in", to: folder.path + "/z.zip")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/z.zip"))
        _ = try folder.write("mine", to: "z.zip")
        #expect(throws: IngestError.self) {
            try FlatArchive.pack(["a"], in: folder.path + "/in", to: folder.path + "/z.zip")
        }
        #expect(try String(contentsOfFile: folder.path + "/z.zip", encoding: .utf8) == "mine")
        #expect(throws: IngestError.self) {
            try FlatArchive.pack(["../z.zip"], in: folder.path + "/in", to: folder.path + "/y.zip")
        }
    }
}
