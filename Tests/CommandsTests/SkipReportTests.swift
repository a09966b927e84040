import Testing

@testable import Commands

@Suite struct SkipReportTests {
    @Test func `puts files with like reasons in one line and names a single one`() {
        var report = SkipReport()
        for name in ["a.png", "b/c.png", "d.png"] { report.add("‘\(name)’ is an image; add its text.") }
        report.add("‘.hidden’ is hidden; rename it.")
        #expect(
            report.lines == [
                "  skipped 3: each is an image; add its text.",
                "  skipped 1: ‘.hidden’ is hidden; rename it.",
            ])
    }

    @Test func `keeps a reason that names no file`() {
        var report = SkipReport()
        for _ in 0..<2 { report.add("The disk is full.") }
        #expect(report.lines == ["  skipped 2: The disk is full."])
        #expect(SkipReport().lines.isEmpty)
    }
}
