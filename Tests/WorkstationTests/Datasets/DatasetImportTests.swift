import Core
import Testing

@testable import Workstation

/// Tables that a person brings.
@Suite struct DatasetImportTests {
    let test: TestWorkstation
    var datasets: DatasetService { test.workstation.datasets }

    init() async throws { test = try await TestWorkstation() }

    @Test func `a table of a spreadsheet is read in the encoding that it was saved in`() async throws {
        // “질문,답변” and a row of the same, as a Korean spreadsheet writes them (CP949).
        let header: [UInt8] = [0xC1, 0xFA, 0xB9, 0xAE, 0x2C, 0xB4, 0xE4, 0xBA, 0xAF, 0x0D, 0x0A]
        let words: [UInt8] = [0xBF, 0xAD, 0xBC, 0xE8, 0xB4, 0xC2, 0x20, 0xBE, 0xEE, 0xB5, 0xF0, 0xBF, 0xA1]
        let data = header + words + [0x2C] + words + [0x0D, 0x0A]
        let preview = try await datasets.previewTable(fileName: "표.csv", data: data)
        #expect(preview.columns == ["질문", "답변"])
        #expect(preview.rows == [["열쇠는 어디에", "열쇠는 어디에"]])
        #expect(preview.suggestion == ["question": ["질문"], "answer": ["답변"]])
        let made = try await datasets.importFile(name: "shop", fileName: "표.csv", data: data)
        #expect(made.version.trainCount == 1 && made.skippedCount == 0)
    }

    @Test func `the rows that were not taken are told with their phrases`() async throws {
        let made = try await datasets.importFile(
            name: "shop", fileName: "rows.csv", data: Array("q,a\n1,2\n,3\n".utf8),
            columns: ImportColumns("question=q,answer=a"))
        #expect(made.skippedCount == 1)
        #expect(made.skippedRows.map(\.line) == [3])
        #expect(made.skippedRows.first?.phrase?.code == "drop.emptyQuestion")
        #expect(made.version.drops.map(\.reason) == ["row with an empty question"])
    }

    @Test func `a preview cuts what a page cannot show`() async throws {
        let lines = ["q,a"] + (0..<9).map { "\($0)," + String(repeating: "x", count: 400) }
        let preview = try await datasets.previewTable(
            fileName: "rows.csv", data: Array(lines.joined(separator: "\n").utf8))
        #expect((preview.rows.count, preview.rowCount) == (5, 9))
        #expect(preview.rows.first?.last?.count == 160)
    }
}
