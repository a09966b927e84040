import Core
import TestSupport
import Testing

@testable import Ingest

@Suite struct MailScanTests {
    private static func message(_ number: Int, _ subject: String, answers: Int? = nil, body: String) -> String
    {
        """
        From ann@example.org Fri May  3 09:3\(number % 10):00 2024
        From: Person \(number) <p\(number)@example.org>
        Subject: \(subject)
        Message-ID: <\(number)@example.org>
        Date: Fri, 3 May 2024 09:3\(number % 10):00 +0000
        \(answers.map { "References: <\($0)@example.org>\n" } ?? "")
        \(body)


        """
    }

    private func scan(_ file: TestFile) async throws -> [ScanFinding] {
        let staging = try StagingFolder(path: file.folderPath + "/staging")
        return try await FileScanner(staging: staging, unpacker: InProcessUnpacker()).scan(
            file.path, name: file.name)
    }

    @Test func `makes a document of each thread of a mailbox`() async throws {
        let box =
            Self.message(1, "Clay", body: "White or red?")
            + Self.message(2, "Kiln/../x", body: "Hot.\n>From here")
            + Self.message(3, "Re: Clay", answers: 1, body: "> White or red?\n\nRed.")
        let file = try TestFile(box, name: "in.mbox")
        #expect(try file.detect() == .archive)
        let findings = try await scan(file)
        let documents = try findings.compactMap { finding -> (String, ExtractedDocument)? in
            guard case .candidate(let candidate) = finding else { return nil }
            return (candidate.name, try Extractor.extract(path: candidate.path, name: candidate.name))
        }
        #expect(documents.map(\.0) == ["in.mbox/0001 Clay.eml", "in.mbox/0002 Kiln..x.eml"])
        #expect(
            documents[0].1.outline == [
                "h1 Clay", "h2 Person 1, 2024-05-03", "p White or red?", "h2 Person 3, 2024-05-03",
                "quote White or red?",
                "p Red.",
            ])
        #expect(documents[0].1.author == "Person 1" && documents[0].1.blocks.last?.speaker == "Person 3")
        #expect(findings.count == 2)
    }

    @Test func `makes documents of attachments and refuses hostile names`() async throws {
        func part(_ name: String, _ content: String) -> String {
            "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"\(name)\"\n\n\(content)\n"
        }
        let mail =
            "From: a@x\nSubject: s\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nHello there.\n"
            + part("a.txt", "One") + part("a.txt", "Two") + part("dir/b.txt", "Three") + part("..", "no")
            + part("x\\\\y", "no")
            + "--x\nContent-Type: message/rfc822\n\nFrom: b@x\nSubject: Fwd\nMessage-ID: <2@x>\n\nInner\n--x--\n"
        let findings = try await scan(try TestFile(mail, name: "m.eml"))
        let names = findings.compactMap {
            if case .candidate(let candidate) = $0 { candidate.name } else { nil }
        }
        #expect(names == ["m.eml", "m.eml/a.txt", "m.eml/2 a.txt", "m.eml/dir_b.txt", "m.eml/Fwd.eml"])
        let refused = findings.compactMap {
            if case .skipped(let file) = $0 { file.error.reason } else { nil }
        }
        #expect(refused == [.hostileName, .hostileName])
    }

    @Test func `stops at mails attached to mails without end`() async throws {
        var mail = "From: a@x\nSubject: s\nMessage-ID: <1@x>\n\nInnermost"
        for depth in 0..<8 {
            mail =
                "From: a@x\nSubject: \(depth)\nMessage-ID: <\(depth)@x>\nContent-Type: multipart/mixed; boundary=b\(depth)\n\n"
                + "--b\(depth)\nContent-Type: message/rfc822\n\n\(mail)\n--b\(depth)--\n"
        }
        let findings = try await scan(try TestFile(mail, name: "m.eml"))
        #expect(
            findings.count {
                if case .skipped(let file) = $0 { file.error.reason == .nestedTooDeep } else { false }
            } == 1)
    }

    @Test func `cuts threads that are too long for one mail`() {
        func thread(_ counts: [Int]) -> [MailboxScanner.Message] {
            counts.map { MailboxScanner.Message(bytes: 0..<$0, id: nil, parents: [], subject: "") }
        }
        let parts = MailboxUnpacker.parts(of: thread([3000, 3000, 9000, 1, 1]), byteLimit: 8000)
        #expect(parts.map { $0.map(\.bytes.count) } == [[3000, 3000], [9000], [1, 1]])
        let many = MailboxUnpacker.parts(of: thread([Int](repeating: 1, count: 1001)))
        #expect(many.map(\.count) == [500, 500, 1])
    }

    @Test func `keeps messages apart that name rings of others`() {
        func message(_ id: String?, _ parents: [String]) -> MailboxScanner.Message {
            MailboxScanner.Message(bytes: 0..<1, id: id, parents: parents, subject: "")
        }
        let messages = [
            message("a", ["c"]), message("b", ["a"]), message("c", ["b"]), message(nil, []),
            message("d", ["d"]),
        ]
        #expect(MailboxUnpacker.threads(messages) == [[0, 1, 2], [3], [4]])
    }
}
