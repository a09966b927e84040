import Core
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Runs the real program as worker, and shells that misbehave in its place.
@Suite struct ExtractionPoolTests {
    private func pool(workers: Int = 1, limits: ExtractionLimits = ExtractionLimits()) -> ExtractionPool {
        ExtractionPool(executable: PackageRoot.program, workerCount: workers, limits: limits)
    }

    private func shell(_ script: String, limits: ExtractionLimits = ExtractionLimits()) -> ExtractionPool {
        ExtractionPool(executable: "/bin/sh", arguments: ["-c", script], workerCount: 1, limits: limits)
    }

    private func refusal(_ pool: ExtractionPool, _ file: TestFile) async -> IngestError? {
        do throws(IngestError) {
            _ = try await pool.extract(file.candidate)
            return nil
        } catch {
            return error
        }
    }

    @Test func `extracts in a worker without network and write access`() async throws {
        let pool = pool()
        let document = try await TestFile("# Kiln\n\nHot.\n", name: "a.md").extract(by: pool)
        #expect(document.outline == ["h1 Kiln", "p Hot."])
        #expect(pool.protections?.deniesNetworkAndWriting == true)
        await pool.shutDown()
        #expect(pool.peakWorkerBytes > 1 << 20)
    }

    @Test func `runs poppler inside the sandbox`() async throws {
        let pool = pool()
        let pdf = TestPDF.bytes([[.init(y: 700, text: "The kiln is fired on Thursdays.")]])
        #expect(try await TestFile(pdf).extract(by: pool).outline == ["p The kiln is fired on Thursdays."])
        await pool.shutDown()
    }

    @Test func `reads many files at once and reports each`() async throws {
        let files = try (0..<60).map { try TestFile($0 % 6 == 5 ? "" : "Kiln \($0).", name: "\($0).txt") }
        let pool = pool(workers: 3)
        var texts: Set<String> = []
        var skipped = 0
        try await pool.forEachOutcome(of: files.map(\.candidate)) { outcome in
            switch outcome.result {
            case .success(let document): texts.formUnion(document.outline)
            case .failure(let error): skipped += error.reason == .noText ? 1 : 0
            }
        }
        await pool.shutDown()
        withExtendedLifetime(files) {}
        #expect(texts.count == 50 && skipped == 10)
    }

    @Test func `holds no more documents than it has workers`() async throws {
        struct Enough: Error {}
        let files = try (0..<20).map { try TestFile("Kiln \($0).", name: "\($0).txt") }
        let pool = pool(workers: 2)
        var taken = 0
        await #expect(throws: Enough.self) {
            try await pool.forEachOutcome(of: files.map(\.candidate)) { _ in
                taken += 1
                if taken == 3 { throw Enough() }
            }
        }
        #expect(taken == 3)
        await pool.shutDown()
        withExtendedLifetime(files) {}
    }

    @Test func `unpacks in a worker and writes the members itself`() async throws {
        let folder = try TemporaryFolder()
        let pool = pool()
        let staging = try StagingFolder(path: folder.path + "/staging")
        let result = await pool.unpack(
            path: Fixture.path("notes.7z"), name: "n.7z", limits: ArchiveLimits(), staging: staging)
        #expect(
            result.members.map(\.name) == ["n.7z/notes/kiln.txt", "n.7z/notes/glaze.md"]
                && result.skipped.isEmpty)
        let locked = await pool.unpack(
            path: Fixture.path("encrypted.zip"), name: "e.zip", limits: ArchiveLimits(), staging: staging)
        #expect(locked.skipped.map(\.error.reason) == [.encrypted])
        await pool.shutDown()
    }

    @Test(.timeLimit(.minutes(1))) func `kills a worker that takes too long, and what it started`()
        async throws
    {
        var limits = ExtractionLimits()
        limits.wallSeconds = 1
        let pool = shell("read line; sleep 300 & sleep 300", limits: limits)
        let error = await refusal(pool, try TestFile("x", name: "slow.txt"))
        #expect(error?.reason == .tookTooLong && error?.message.contains("slow.txt") == true)
        await pool.shutDown()
    }

    @Test(.timeLimit(.minutes(1))) func `kills a worker that is silent in the middle of an archive`()
        async throws
    {
        var limits = ArchiveLimits()
        limits.silentSeconds = 1
        let folder = try TemporaryFolder()
        let pool = shell(#"read line; echo '{"member":"a"}'; echo '{"memberEnd":{}}'; sleep 300"#)
        let result = await pool.unpack(
            path: "/dev/null", name: "endless.rar", limits: limits,
            staging: try StagingFolder(path: folder.path + "/staging"))
        #expect(result.members.map(\.name) == ["a"])
        #expect(
            result.skipped.map(\.error.message) == [
                "‘endless.rar’ gave nothing for 1 seconds while it was unpacked; unpack it yourself and add the folder."
            ])
        await pool.shutDown()
    }

    @Test(arguments: [
        ("read line; kill -SEGV $$", IngestError.Reason.readerCrashed),
        ("read line; kill -KILL $$", .outOfMemory),
        ("read line; kill -XCPU $$", .tookTooLong), ("exit 7", .workerFailed),
        ("read line; echo rubbish", .workerFailed),
        ("read line; echo '{}'", .workerFailed),
    ])
    func `explains how a worker ended`(script: String, reason: IngestError.Reason) async throws {
        // A child's peak starts at that of the process that started it, and this one may hold models of other tests.
        var limits = ExtractionLimits()
        limits.memoryBytes = 1 << 40
        let pool = shell(script, limits: limits)
        let error = await refusal(pool, try TestFile("x", name: "bad.txt"))
        #expect(error?.reason == reason)
        #expect(error?.message.hasPrefix("‘bad.txt’") == true)
        await pool.shutDown()
    }

    @Test func `does not take what its parent has held for what a worker has held`() async throws {
        // Any process holds more than a quarter of this.
        var limits = ExtractionLimits()
        limits.memoryBytes = 4096
        let pool = shell("read line; kill -SEGV $$", limits: limits)
        let error = await refusal(pool, try TestFile("x", name: "bad.txt"))
        #expect(error?.reason == .readerCrashed)
        #expect(error?.message.contains("damaged, or needs more than") == true)
        await pool.shutDown()
    }

    @Test func `says when the program is missing`() async throws {
        let pool = ExtractionPool(executable: "/nowhere/diapason", workerCount: 1)
        #expect(await refusal(pool, try TestFile("x"))?.reason == .workerFailed)
    }

    @Test func `goes on after a file that ran out of memory`() async throws {
        var limits = ExtractionLimits()
        limits.memoryBytes = 256 << 20
        let pool = pool(limits: limits)
        let row = "{\"a\": [" + Array(repeating: "[[1,2],[3,4]]", count: 60).joined(separator: ",") + "]}\n"
        let text = String(repeating: row, count: 12_000)
        let error = await refusal(pool, try TestFile(text, name: "huge.jsonl"))
        // Beside a process that has held more itself the system cannot tell the two apart, and the sentence names both.
        #expect(
            error?.reason == .outOfMemory
                || error?.reason == .readerCrashed && error?.message.contains("needs more than") == true)
        #expect(try await TestFile("Kiln.").extract(by: pool).outline == ["p Kiln."])
        await pool.shutDown()
    }

    @Test(.timeLimit(.minutes(1))) func `ends at once when it is cancelled`() async throws {
        let pool = shell("read line; sleep 300")
        let file = try TestFile("x")
        let task = Task { await refusal(pool, file) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        #expect(await task.value?.reason == .cancelled)
        await pool.shutDown()
    }

    @Test(.timeLimit(.minutes(1))) func `stops waiting for a worker when it is cancelled`() async throws {
        let pool = shell("read line; sleep 300")
        let file = try TestFile("x")
        let first = Task { await refusal(pool, file) }
        try await Task.sleep(for: .milliseconds(100))
        let second = Task { await refusal(pool, file) }
        try await Task.sleep(for: .milliseconds(100))
        second.cancel()
        #expect(await second.value?.reason == .cancelled)
        first.cancel()
        #expect(await first.value?.reason == .cancelled)
        await pool.shutDown()
    }

    @Test func `writes nothing when a worker sends hostile names`() async throws {
        let folder = try TemporaryFolder()
        let pool = shell(#"read line; echo '{"member":"../../x"}'; sleep 5"#)
        let staging = try StagingFolder(path: folder.path + "/staging")
        let result = await pool.unpack(
            path: "/dev/null", name: "a.zip", limits: ArchiveLimits(), staging: staging)
        #expect(result.members.isEmpty && result.skipped.map(\.error.reason) == [.hostileName])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["staging"])
        await pool.shutDown()
    }
}
