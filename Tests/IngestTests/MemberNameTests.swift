import Testing

@testable import Ingest

@Suite struct MemberNameTests {
    @Test(arguments: [
        "", "/etc/passwd", "../a", "a/../../b", "a/..", "a\\b", "..\\a", "C:/a", "c:a", "a\u{0}b", "a\nb",
        "a\u{1B}[2J",
        "a\u{202E}txt.exe", "a\u{7F}",
    ])
    func `refuses names that lead elsewhere or mislead`(name: String) {
        #expect(MemberName.fault(name) != nil)
    }

    @Test(arguments: ["a", "a/b.txt", "./a", "a//b", "가마/노트.md", "..a", "a..", "note: b"])
    func `takes ordinary names`(name: String) {
        #expect(MemberName.fault(name) == nil)
    }

    @Test func `refuses names with very many parts`() {
        #expect(MemberName.fault(Array(repeating: "a", count: 65).joined(separator: "/")) != nil)
    }

    @Test func `shortens long parts and keeps their ends`() {
        let name = String(repeating: "가", count: 300) + ".txt"
        let label = MemberName.normalized("a/./" + name)
        #expect(
            label.hasPrefix("a/가") && label.hasSuffix(".txt")
                && label.utf8.count <= MemberName.longestPart + 2)
    }

    @Test func `shows control characters as spaces`() {
        #expect(MemberName.display("a\u{0}b\n\u{202E}c") == "a b  c")
    }
}
