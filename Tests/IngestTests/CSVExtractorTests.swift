import Core
import Testing

@testable import Ingest

@Suite struct CSVExtractorTests {
    @Test func `follows RFC 4180`() throws {
        let text = "name,note\r\n\"Ada, the potter\",\"says \"\"hot\"\"\r\ntwice\"\r\nBo,\r\n"
        let document = try TestFile(text, name: "a.csv").extract()
        #expect(document.outline == ["table+ name|note / Ada, the potter|says \"hot\" twice / Bo|"])
    }

    @Test(arguments: [";", "\t", "|", ","])
    func `finds the delimiter`(delimiter: String) throws {
        let text = ["day;clay;cost", "Mon;white;3", "Tue;red;4"].map { $0.replacing(";", with: delimiter) }
            .joined(separator: "\n")
        #expect(
            try TestFile(text, name: "a.csv").extract().outline == [
                "table+ day|clay|cost / Mon|white|3 / Tue|red|4"
            ])
    }

    @Test func `prefers the delimiter that is even`() throws {
        let text = "day;text\nMon;a, b, c\nTue;d\nWed;e, f\n"
        #expect(try TestFile(text, name: "a.csv").extract().blocks[0].rows[1] == ["Mon", "a, b, c"])
    }

    @Test func `cuts no record at the rarer line ends`() throws {
        let text = "day,work\nMon,glaze\u{2028}and fire\nTue,rest\u{0B}\n"
        #expect(
            try TestFile(text, name: "a.csv").extract().outline == [
                "table+ day|work / Mon|glaze and fire / Tue|rest"
            ])
    }

    @Test func `takes no header when the first row is data`() throws {
        let document = try TestFile("1,2\n3,4\n5,6\n", name: "a.csv").extract()
        #expect(!document.blocks[0].hasHeader && document.blocks[0].rows.count == 3)
    }

    @Test func `pads short rows and says so`() throws {
        let document = try TestFile("a,b,c\n1,2,3\n4\n5,6,7\n8,9,10\n", name: "a.csv").extract()
        #expect(document.blocks[0].rows.allSatisfy { $0.count == 3 })
        #expect(document.notes.count == 1)
    }

    @Test func `refuses a table that would blow up`() throws {
        var limits = ExtractionLimits()
        limits.cells = 100
        let text = String(repeating: "a,b\n", count: 60)
        #expect(try TestFile(text, name: "a.csv").refusal(limits: limits)?.reason == .tooLarge)
    }

    @Test func `survives quotes that never end`() throws {
        #expect(try TestFile("a,b\n\"x,y\nz,w\n", name: "a.csv").extract().characterCount > 0)
    }
}
