import Ingest
import Testing

@testable import Workstation

/// Which of several files with the same bytes is read.
@Suite struct UnreadFilesTests {
    private func file(_ name: String, _ digest: String?) -> UnreadFiles.File {
        (IngestCandidate(path: "/" + name, name: name, byteCount: 1), digest)
    }

    private func names(_ candidates: [IngestCandidate]) -> [String] { candidates.map(\.name) }

    @Test func `one of them is read, in the order in which they were found`() {
        let all = [
            file("b", "1"), file("a", "2"), file("c", "1"), file("d", nil), file("e", nil), file("f", "1"),
        ]
        var files = UnreadFiles(all) { _ in false }
        let round = files.nextRound()
        #expect(names(round) == ["b", "a", "d", "e"])
        let copies = round.map { names(files.takeCopies(of: $0)) }
        #expect(copies == [["c", "f"], [], [], []])
        let rest = files.nextRound()
        #expect(rest.isEmpty)
    }

    @Test func `a copy of a file that cannot be read is tried next`() {
        var files = UnreadFiles([file("a", "1"), file("b", "1"), file("c", "1"), file("d", "2")]) { _ in false
        }
        let first = files.nextRound()
        #expect(names(first) == ["a", "d"])
        let second = files.nextRound()
        #expect(names(second) == ["b"])
        let copies = files.takeCopies(of: second[0])
        #expect(names(copies) == ["c"])
        let rest = files.nextRound()
        #expect(rest.isEmpty)
    }

    @Test func `the document that is used goes on being so`() {
        var files = UnreadFiles([file("a", "1"), file("b", "1")]) { $0.candidate.name == "b" }
        let round = files.nextRound()
        #expect(names(round) == ["b"])
    }
}
