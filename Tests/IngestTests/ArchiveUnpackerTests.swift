import Core
import Foundation
import TestSupport
import Testing

@testable import Ingest

@Suite struct ArchiveUnpackerTests {
    private func unpack(
        _ path: String, name: String = "a.zip", limits: ArchiveLimits = ArchiveLimits(),
        in folder: TemporaryFolder
    ) async throws -> UnpackedArchive {
        await InProcessUnpacker().unpack(
            path: path, name: name, limits: limits, staging: try StagingFolder(path: folder.path + "/staging")
        )
    }

    @Test(arguments: ["notes.tar.gz", "notes.tar.xz", "notes.tar.zst", "notes.7z"])
    func `unpacks every kind of archive under names of its own`(fixture: String) async throws {
        let folder = try TemporaryFolder()
        let result = try await unpack(Fixture.path(fixture), name: "x", in: folder)
        #expect(result.skipped.isEmpty)
        #expect(result.members.map(\.name) == ["x/notes/kiln.txt", "x/notes/glaze.md"])
        for member in result.members {
            #expect(
                member.path.hasPrefix(folder.path + "/staging/member-") && member.isStaged
                    && member.byteCount == 32)
            #expect(
                try String(contentsOfFile: member.path, encoding: .utf8)
                    == "The kiln is fired on Thursdays.\n")
        }
    }

    @Test func `unpacks a packed file that is no archive`() async throws {
        let folder = try TemporaryFolder()
        let result = try await unpack(Fixture.path("kiln.txt.gz"), name: "docs/kiln.txt.gz", in: folder)
        #expect(result.members.map(\.name) == ["docs/kiln.txt"] && result.skipped.isEmpty)
    }

    @Test func `lets no hostile member out and reports each`() async throws {
        var zip = TestZip()
        let content = Array("x".utf8)
        for name in [
            "/etc/cron.d/x", "../../x", "a/../../x", "a/b\\c", "..\\x", "C:/x", "a\u{1}b", "a\u{202E}b",
        ] {
            zip.add(rawName: Array(name.utf8), content)
        }
        zip.add(rawName: Array("link".utf8), Array("/etc/passwd".utf8), isLink: true)
        zip.add(".hidden", "x")
        zip.add("__MACOSX/x", "x")
        zip.add("good.txt", "good")
        let folder = try TemporaryFolder()
        let result = try await unpack(TestFileHolder(zip.bytes, folder).path, in: folder)
        #expect(result.members.map(\.name) == ["a.zip/good.txt"])
        let reasons = result.skipped.map(\.error.reason)
        #expect(reasons.count { $0 == .hostileName } == 8)
        #expect(reasons.count { $0 == .linkRefused } == 1 && reasons.count { $0 == .hidden } == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/staging").count == 1)
        #expect(result.skipped.allSatisfy { !$0.error.message.unicodeScalars.contains { $0.value < 32 } })
    }

    @Test func `refuses links and devices of TAR files`() async throws {
        var tar = TestTar()
        tar.add("soft", type: "2", link: "/etc/passwd")
        tar.add("hard", type: "1", link: "soft")
        tar.add("device", type: "3")
        tar.add("pipe", type: "6")
        tar.add("folder/", type: "5")
        tar.add("/absolute.txt", "x")
        tar.add("folder/good.txt", "good")
        let folder = try TemporaryFolder()
        let result = try await unpack(TestFileHolder(tar.bytes, folder).path, name: "a.tar", in: folder)
        #expect(result.members.map(\.name) == ["a.tar/folder/good.txt"])
        #expect(
            result.skipped.map(\.error.reason) == [
                .linkRefused, .linkRefused, .specialFile, .specialFile, .hostileName,
            ])
    }

    @Test func `takes names that are long or in an older encoding`() async throws {
        var zip = TestZip()
        zip.add(rawName: Array((String(repeating: "n", count: 300) + ".txt").utf8), Array("x".utf8))
        zip.add(rawName: [0xB0, 0xA1, 0xB8, 0xB6] + Array(".txt".utf8), Array("x".utf8), isUTF8: false)
        zip.add(rawName: Array("가마.txt".utf8), Array("x".utf8))
        let folder = try TemporaryFolder()
        let result = try await unpack(TestFileHolder(zip.bytes, folder).path, in: folder)
        #expect(result.members.count == 3 && result.skipped.isEmpty)
        #expect(result.members[0].name.utf8.count < 260 && result.members[0].name.hasSuffix(".txt"))
        #expect(result.members[1].name == "a.zip/가마.txt" && result.members[2].name == "a.zip/가마.txt")
    }

    @Test func `gives one sentence for an archive with a password`() async throws {
        let folder = try TemporaryFolder()
        let result = try await unpack(Fixture.path("encrypted.zip"), name: "safe.zip", in: folder)
        #expect(result.members.isEmpty && result.skipped.count == 1)
        #expect(
            result.skipped[0].error.message
                == "‘safe.zip’ is protected by a password; unpack it yourself and add the folder.")
    }

    @Test func `stops at every limit`() async throws {
        let folder = try TemporaryFolder()
        let many = TestZip.of((1...20).map { ("\($0).txt", String(repeating: "k", count: 1000)) })
        let path = try TestFileHolder(many, folder).path
        var limits = ArchiveLimits()
        limits.entries = 5
        var result = try await unpack(path, limits: limits, in: folder)
        #expect(result.members.count == 5 && result.skipped.map(\.error.reason) == [.tooManyEntries])
        limits = ArchiveLimits()
        limits.totalBytes = 2500
        result = try await unpack(path, limits: limits, in: folder)
        #expect(result.members.count == 2 && result.skipped.map(\.error.reason) == [.tooLarge])
        limits = ArchiveLimits()
        limits.memberBytes = 500
        result = try await unpack(path, limits: limits, in: folder)
        #expect(result.members.isEmpty && result.skipped.count == 20)
    }

    @Test func `writes no more than the limits, whatever a worker sends`() throws {
        let folder = try TemporaryFolder()
        var limits = ArchiveLimits()
        limits.entries = 2
        limits.totalBytes = 160
        limits.ratioFloorBytes = 0
        func sink() throws -> StagingSink {
            StagingSink(staging: try StagingFolder(path: folder.path + "/staging"), limits: limits)
        }
        var bytes = try sink()
        try bytes.begin("a.zip/1")
        try bytes.write([UInt8](repeating: 65, count: 170)[...])
        #expect(throws: IngestError.self) { try bytes.write([65]) }
        var members = try sink()
        for name in ["a.zip/1", "a.zip/2"] {
            try members.begin(name)
            try members.end(nil)
        }
        #expect(throws: IngestError.self) { try members.begin("a.zip/3") }
        #expect(throws: IngestError.self) {
            try members.refuse("a.zip/3", IngestError(.hidden, name: "a.zip/3", "is hidden"))
        }
    }

    @Test func `refuses a bomb and leaves nothing of it`() async throws {
        let folder = try TemporaryFolder()
        let scanner = FileScanner(
            staging: try StagingFolder(path: folder.path + "/s"), unpacker: InProcessUnpacker())
        let findings = try await scanner.scan(Fixture.path("bomb.zip"))
        guard case .skipped(let file) = findings.first, findings.count == 1 else {
            Issue.record("expected one finding, got \(findings)")
            return
        }
        #expect(file.error.reason == .suspiciousRatio && file.name == "bomb.zip/bomb.zip")
        // Only the inner archive stays, for the caller to remove with the folder.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/s").count == 1)
    }

    @Test func `drops a damaged member and keeps the others`() async throws {
        var zip = TestZip()
        zip.add("one.txt", "one")
        zip.add(rawName: Array("two.txt".utf8), Array("two".utf8), hasWrongChecksum: true)
        zip.add("three.txt", "three")
        let folder = try TemporaryFolder()
        let result = try await unpack(TestFileHolder(zip.bytes, folder).path, in: folder)
        #expect(result.members.map(\.name) == ["a.zip/one.txt", "a.zip/three.txt"])
        #expect(result.skipped.map(\.error.reason) == [.corrupt])
    }

    @Test func `survives every shortening`() async throws {
        let folder = try TemporaryFolder()
        for fixture in ["notes.tar.gz", "notes.tar.xz", "notes.tar.zst", "notes.7z", "encrypted.zip"] {
            let whole = [UInt8](try Data(contentsOf: URL(filePath: Fixture.path(fixture))))
            for count in stride(from: 1, to: whole.count, by: 7) {
                let path = try TestFileHolder(Array(whole.prefix(count)), folder).path
                _ = try await unpack(path, in: folder)
            }
        }
    }
}

/// Writes bytes into a folder that outlives the writing.
private struct TestFileHolder {
    let path: String

    init(_ bytes: [UInt8], _ folder: TemporaryFolder) throws {
        path = folder.path + "/archive"
        try Data(bytes).write(to: URL(filePath: path))
    }
}
