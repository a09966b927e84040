import Core
import Foundation
import TestSupport
import Testing

@testable import Ingest

@Suite struct RARUnpackingTests {
    private func unpack(
        _ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()
    ) async throws -> (texts: [String: String], skipped: [IngestError]) {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.rar"
        try Data(bytes).write(to: URL(filePath: path))
        let result = await InProcessUnpacker().unpack(
            path: path, name: "a.rar", limits: limits,
            staging: try StagingFolder(path: folder.path + "/staging"))
        var texts: [String: String] = [:]
        for member in result.members {
            // What a flipped bit has made of it need not be UTF-8.
            let bytes = try Data(contentsOf: URL(filePath: member.path))
            texts[member.name] = String(decoding: bytes, as: UTF8.self)
        }
        return (texts, result.skipped.map(\.error))
    }

    @Test(arguments: TestRAR.Form.allCases)
    func `unpacks both forms`(form: TestRAR.Form) async throws {
        let bytes = TestRAR.of(form, [("notes/kiln.txt", "The kiln is hot."), ("가마.txt", "뜨겁다.")])
        #expect(try TestFile(bytes, name: "x").detect() == .archive)
        let result = try await unpack(bytes)
        #expect(result.skipped.isEmpty)
        #expect(
            result.texts == ["a.rar/notes/kiln.txt": "The kiln is hot.", "a.rar/가마.txt": "뜨겁다."])
    }

    @Test(arguments: TestRAR.Form.allCases)
    func `lets no hostile member out`(form: TestRAR.Form) async throws {
        let bytes = TestRAR.of(
            form,
            [
                ("../../x", "x"), ("/etc/cron.d/x", "x"), ("a\u{202E}b", "x"), (".hidden", "x"),
                ("good.txt", "good"),
            ])
        let result = try await unpack(bytes)
        #expect(result.texts == ["a.rar/good.txt": "good"])
        #expect(result.skipped.map(\.reason) == [.hostileName, .hostileName, .hostileName, .hidden])
    }

    @Test(arguments: TestRAR.Form.allCases)
    func `tells volumes and passwords from damage`(form: TestRAR.Form) throws {
        guard case .other(let what, _) = try TestFile(TestRAR(form, isVolume: true).bytes).detect() else {
            Issue.record("a volume is no archive of its own")
            return
        }
        #expect(what == "one part of an archive that was split")
        #expect(try TestFile(TestRAR(form, isLocked: true).bytes).detect() == .encrypted)
    }

    @Test func `says that members need a password`() async throws {
        var old = TestRAR(.old)
        old.add("secret.txt", "secret", isEncrypted: true)
        #expect(try await unpack(old.bytes).skipped.map(\.reason) == [.encrypted])
        var new = TestRAR(.new)
        new.add("secret.txt", "secret", isEncrypted: true)
        #expect(try TestFile(new.bytes).detect() == .encrypted)
    }

    @Test(arguments: TestRAR.Form.allCases)
    func `stops at every limit`(form: TestRAR.Form) async throws {
        let bytes = TestRAR.of(form, (1...20).map { ("\($0).txt", String(repeating: "k", count: 1000)) })
        var limits = ArchiveLimits()
        limits.entries = 5
        #expect(try await unpack(bytes, limits: limits).skipped.map(\.reason) == [.tooManyEntries])
        limits = ArchiveLimits()
        limits.totalBytes = 2500
        #expect(try await unpack(bytes, limits: limits).skipped.map(\.reason) == [.tooLarge])
        limits = ArchiveLimits()
        limits.memberBytes = 500
        #expect(try await unpack(bytes, limits: limits).skipped.count == 20)
    }

    @Test(arguments: TestRAR.Form.allCases)
    func `survives every shortening and a flipped bit at every place`(form: TestRAR.Form) async throws {
        var archive = TestRAR(form)
        archive.add("one.txt", "one", statedSize: 1 << 30)
        archive.add("two.txt", "two")
        archive.end()
        for count in 8..<archive.bytes.count {
            _ = try TestFile(Array(archive.bytes.prefix(count))).detect()
            _ = try await unpack(Array(archive.bytes.prefix(count)))
            for bit in [0, 3, 7] {
                var bytes = archive.bytes
                bytes[count] ^= 1 << bit
                _ = try TestFile(bytes).detect()
                _ = try await unpack(bytes)
            }
        }
    }

    /// A file of 156 bytes in libarchive's own tests gave members for ever, each of them empty.
    @Test func `ends an archive that gives more members than fit into it`() throws {
        var tally = ArchiveTally(name: "a.rar", limits: ArchiveLimits(), packedBytes: 156)
        for _ in 0..<13 { try tally.countEntry(leastBytes: 12) }
        let error = #expect(throws: IngestError.self) { try tally.countEntry(leastBytes: 12) }
        #expect(error?.reason == .corrupt)
    }
}
