import Core
import Foundation
import TestSupport
import Testing

@testable import Ingest

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct FileScannerTests {
    private let folder: TemporaryFolder
    private let scanner: FileScanner

    init() throws {
        folder = try TemporaryFolder()
        scanner = FileScanner(
            staging: try StagingFolder(path: folder.path + "/staging"), unpacker: InProcessUnpacker())
    }

    private func summary(_ findings: [ScanFinding]) -> [String] {
        findings.map { finding in
            switch finding {
            case .candidate(let candidate): candidate.name
            case .skipped(let file): "\(file.name): \(file.error.code)"
            }
        }
    }

    @Test func `finds every file of a folder exactly once`() async throws {
        _ = try folder.write("one", to: "docs/b/one.txt")
        _ = try folder.write("two", to: "docs/a.md")
        _ = try folder.write("three", to: "docs/.git/config")
        _ = try folder.write("four", to: "docs/.env")
        let docs = folder.path + "/docs"
        try FileManager.default.createSymbolicLink(atPath: docs + "/link", withDestinationPath: "/etc/passwd")
        try FileManager.default.createSymbolicLink(atPath: docs + "/loop", withDestinationPath: docs)
        #expect(mkfifo(docs + "/pipe", 0o600) == 0)
        #expect(
            summary(try await scanner.scan(docs)) == [
                "docs/.env: hidden", "docs/.git: hidden", "docs/a.md", "docs/b/one.txt",
                "docs/link: link_refused",
                "docs/loop: link_refused", "docs/pipe: special_file",
            ])
    }

    @Test func `follows the place itself when it is a link`() async throws {
        _ = try folder.write("one", to: "docs/one.txt")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/here", withDestinationPath: folder.path + "/docs")
        #expect(summary(try await scanner.scan(folder.path + "/here")) == ["here/one.txt"])
    }

    @Test func `reads names that are not UTF-8`() async throws {
        let docs = folder.path + "/docs"
        try FileManager.default.createDirectory(atPath: docs, withIntermediateDirectories: true)
        var path = Array(docs.utf8CString.dropLast()) + [47]
        path += [0xB0, 0xA1, 0xB8, 0xB6].map { CChar(bitPattern: $0) } + [46, 116, 120, 116, 0]
        let file = path.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
        }
        #expect(file >= 0 && write(file, "kiln", 4) == 4)
        close(file)
        let findings = try await scanner.scan(docs)
        #expect(summary(findings) == ["docs/가마.txt"])
        guard case .candidate(let candidate) = findings.first else { return }
        #expect(try Extractor.extract(path: candidate.path, name: candidate.name).outline == ["p kiln"])
    }

    @Test func `unpacks archives inside archives down to the limit`() async throws {
        func nested(_ depth: Int) -> [UInt8] {
            var zip = TestZip()
            zip.add("\(depth).txt", "text \(depth)")
            if depth > 1 { zip.add(rawName: Array("in.zip".utf8), nested(depth - 1)) }
            return zip.bytes
        }
        try Data(nested(5)).write(to: URL(filePath: folder.path + "/out.zip"))
        #expect(
            summary(try await scanner.scan(folder.path + "/out.zip")) == [
                "out.zip/5.txt", "out.zip/in.zip/4.txt", "out.zip/in.zip/in.zip/3.txt",
                "out.zip/in.zip/in.zip/in.zip: nested_too_deep",
            ])
    }

    @Test func `gives archives inside archives what their outermost leaves`() async throws {
        let inner = TestZip.of([("1.txt", "one"), ("2.txt", "two")])
        var zip = TestZip()
        for name in ["a.zip", "b.zip", "c.zip"] { zip.add(rawName: Array(name.utf8), inner) }
        let mail =
            "From: a@x\nSubject: s\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nHello.\n"
            + "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nOne\n--x--\n"
        zip.add("d.eml", mail)
        try Data(zip.bytes).write(to: URL(filePath: folder.path + "/out.zip"))
        var limits = ArchiveLimits()
        limits.entries = 8
        let staging = try StagingFolder(path: folder.path + "/staging")
        let small = FileScanner(staging: staging, unpacker: InProcessUnpacker(), limits: limits)
        #expect(
            summary(try await small.scan(folder.path + "/out.zip")) == [
                "out.zip/a.zip/1.txt", "out.zip/a.zip/2.txt", "out.zip/b.zip/1.txt", "out.zip/b.zip/2.txt",
                "out.zip/c.zip: too_large", "out.zip/d.eml", "out.zip/d.eml: too_large",
            ])
        limits = ArchiveLimits()
        limits.totalBytes = inner.count * 3 + mail.utf8.count + 4
        let narrow = FileScanner(staging: staging, unpacker: InProcessUnpacker(), limits: limits)
        #expect(
            summary(try await narrow.scan(folder.path + "/out.zip")).prefix(3) == [
                "out.zip/a.zip: too_large", "out.zip/a.zip/1.txt", "out.zip/b.zip: too_large",
            ])
    }

    @Test func `names the remedy of office files with a password`() async throws {
        var bytes = [UInt8](repeating: 0, count: 1536)
        bytes.replaceSubrange(0..<8, with: CompoundFile.mark)
        bytes[30] = 9
        for (index, unit) in "EncryptedPackage".utf16.enumerated() { bytes[512 + 2 * index] = UInt8(unit) }
        bytes[512 + 64] = 34
        try Data(bytes).write(to: URL(filePath: folder.path + "/plan.docx"))
        guard case .skipped(let file) = try await scanner.scan(folder.path + "/plan.docx").first else {
            Issue.record("must be left out")
            return
        }
        #expect(
            file.error.message
                == "‘plan.docx’ is protected by a password; save it without one and add it again.")
    }

    @Test func `takes documents that are containers as they are`() async throws {
        let docx = OfficeFiles.docx(OfficeFiles.paragraph("Kiln"))
        var zip = TestZip()
        zip.add(rawName: Array("a.docx".utf8), docx)
        try Data(zip.bytes).write(to: URL(filePath: folder.path + "/all.zip"))
        #expect(
            summary(try await scanner.scan(folder.path + "/all.zip", name: "upload/all.zip")) == [
                "upload/all.zip/a.docx"
            ])
    }

    @Test func `reports empty and unreadable places`() async throws {
        #expect(try await scanner.scan(folder.path + "/staging").isEmpty)
        try Data(TestZip.of([])).write(to: URL(filePath: folder.path + "/none.zip"))
        #expect(summary(try await scanner.scan(folder.path + "/none.zip")).count == 1)
        do throws(IngestError) {
            _ = try await scanner.scan(folder.path + "/gone")
            Issue.record("must say that nothing is there")
        } catch {
            #expect(error.reason == .notFound && error.message.contains("gone"))
        }
    }

    @Test func `stops at the limits for folders`() async throws {
        for number in 1...9 { _ = try folder.write("x", to: "docs/\(number).txt") }
        _ = try folder.write("x", to: "docs/a/b/c/d.txt")
        var limits = ArchiveLimits()
        limits.entries = 5
        let staging = try StagingFolder(path: folder.path + "/staging")
        var small = FileScanner(staging: staging, unpacker: InProcessUnpacker(), limits: limits)
        #expect(summary(try await small.scan(folder.path + "/docs")).last == "docs: too_many_entries")
        limits = ArchiveLimits()
        limits.folderDepth = 1
        small = FileScanner(staging: staging, unpacker: InProcessUnpacker(), limits: limits)
        #expect(summary(try await small.scan(folder.path + "/docs")).last == "docs/a/b: nested_too_deep")
    }

    @Test func `says when staging cannot be written`() throws {
        do throws(IngestError) {
            _ = try StagingFolder(path: "/proc/nowhere/staging")
            Issue.record("must fail")
        } catch {
            #expect(error.reason == .stagingFailed)
        }
    }
}
