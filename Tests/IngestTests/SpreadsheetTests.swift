import Core
import Testing

@testable import Ingest

@Suite struct SpreadsheetTests {
    @Test func `reads numbers, dates and texts as they are shown`() throws {
        let rows = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Day</t></is></c>
            <c r="C1" t="s"><v>1</v></c><c r="D1" t="str"><v>Open</v></c></row>
            <row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>45415</v></c><c r="C2"><v>0.10000000000000001</v></c>
            <c r="D2" t="b"><v>1</v></c></row>
            <row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" s="2"><v>45415.395833333336</v></c><c r="C3" s="3"><v>0.125</v></c>
            <c r="D3" t="e"><v>#DIV/0!</v></c></row>
            """
        let document = try TestFile(
            OfficeFiles.xlsx(
                [("Costs", "visible", rows), ("Secret", "hidden", rows)], strings: ["Clay", "Cost", "white"],
                formats: ["dd/mm/yyyy", "yyyy\\-mm\\-dd hh:mm", "0.0%"])
        ).extract()
        #expect(
            document.outline == [
                "h1 Costs",
                "table+ Clay|Day|Cost|Open / white|2024-05-03|0.1|TRUE / white|2024-05-03 09:30|12.5%|#DIV/0!",
            ])
        #expect(document.blocks[1].sheet == "Costs" && document.blocks[1].cells == "A1:D3")
        #expect(
            document.title == "Kiln" && document.author == "Ann"
                && document.notes == ["Hidden sheets were left out: 1."])
    }

    @Test func `takes a sheet apart into its areas, wherever they stand`() throws {
        let rows = """
            <row r="3"><c r="B3" t="str"><v>Prices of 2024</v></c></row>
            <row r="4"><c r="B4" t="str"><v>Clay</v></c><c r="XFD4" t="str"><v>Cost</v></c></row>
            <row r="5"><c r="B5" t="str"><v>red</v></c><c r="XFD5"><v>4</v></c></row>
            <row r="1048576"><c r="A1048576" t="str"><v>End</v></c></row>
            """
        let document = try TestFile(OfficeFiles.xlsx([("S", "visible", rows)])).extract()
        #expect(document.outline == ["h1 S", "p Prices of 2024", "table+ Clay|Cost / red|4", "p End"])
        #expect(document.blocks[2].cells == "B4:XFD5")
    }

    @Test func `does not blow up when many cells share one long text`() throws {
        let long = String(repeating: "clay ", count: 20_000)
        let cells = (0..<2000).map { _ in "<c t=\"s\"><v>0</v></c>" }.joined()
        var limits = ExtractionLimits()
        limits.documentBytes = 1 << 20
        let file = try TestFile(OfficeFiles.xlsx([("S", "visible", "<row>\(cells)</row>")], strings: [long]))
        #expect(file.refusal(limits: limits)?.reason == .tooLarge)
    }

    @Test(arguments: [
        ("General", XLSXStyles.Display.plain), ("0.00", .plain), ("#,##0.00 \"days\"", .plain),
        ("d-mmm-yy", .date),
        ("[$-409]m/d/yy h:mm AM/PM;@", .dateAndTime), ("[h]:mm:ss", .time), ("0%", .percent),
        ("[Red]0.0%", .percent),
        ("\\y0", .plain),
    ])
    func `tells what a number format shows`(code: String, display: XLSXStyles.Display) {
        #expect(XLSXStyles.display(code: code) == display)
    }

    @Test func `knows the names of cells`() {
        #expect(SheetBuilder.reference(row: 6, column: 27) == "AB7")
        #expect(SheetBuilder.place("AB7").map { [$0.row, $0.column] } == [6, 27])
        for wrong in ["", "A", "7", "7A", "A0", "Ä1", "A1A", String(repeating: "Z", count: 400) + "1"] {
            #expect(SheetBuilder.place(wrong) == nil)
        }
    }

    @Test func `reads OpenDocument sheets and believes no huge repetition`() throws {
        func cell(_ text: String, _ attributes: String = "") -> String {
            "<table:table-cell \(attributes)><text:p>\(text)</text:p></table:table-cell>"
        }
        let body = """
            <table:table table:name="Plan"><table:table-row table:number-rows-repeated="2000000000">
            <table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row>\(cell("Day"))\(cell("Clay"))</table:table-row>
            <table:table-row>\(cell("Mon"))\(cell("white", "table:number-columns-repeated=\"1000000\""))</table:table-row>
            </table:table><table:table table:name="Empty"/>
            """
        let document = try TestFile(OfficeFiles.openDocument("spreadsheet", body)).extract()
        #expect(document.outline.first == "h1 Plan" && document.blocks.count == 2 && document.author == "Ann")
        #expect(
            document.blocks[1].sheet == "Plan" && document.blocks[1].rows[1].prefix(2) == ["Mon", "white"])
        #expect(document.blocks[1].rows[1].count == 65 && document.format == .ods)
        #expect(document.notes == ["Repeated cells were left out: 999936."])
    }

    @Test func `refuses workbooks that are not whole`() throws {
        let types = ("[Content_Types].xml", "<x/>")
        #expect(try TestFile(TestZip.of([types, ("xl/x.xml", "<x/>")])).refusal()?.reason == .corrupt)
        #expect(try TestFile(OfficeFiles.xlsx([("S", "visible", "<row><c>")])).refusal()?.reason == .corrupt)
        #expect(try TestFile(OfficeFiles.xlsx([("S", "visible", "")])).refusal()?.reason == .noText)
    }
}
