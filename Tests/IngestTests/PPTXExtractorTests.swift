import Core
import Testing

@testable import Ingest

@Suite struct PPTXExtractorTests {
    @Test func `reads slides in the order of the show, with lists, tables and notes`() throws {
        let table = """
            <p:graphicFrame><a:tbl><a:tblPr firstRow="1"/>
            <a:tr><a:tc>\(OfficeFiles.line("Clay"))</a:tc><a:tc>\(OfficeFiles.line("Cost"))</a:tc></a:tr>
            <a:tr><a:tc gridSpan="2">\(OfficeFiles.line("white"))</a:tc><a:tc hMerge="1"/></a:tr>
            <a:tr><a:tc>\(OfficeFiles.line("red"))</a:tc><a:tc>\(OfficeFiles.line("4"))</a:tc></a:tr></a:tbl></p:graphicFrame>
            """
        let first =
            OfficeFiles.shape(
                "body",
                [OfficeFiles.line("Fire on Thursdays"), OfficeFiles.line("slowly", "<a:pPr lvl=\"1\"/>")])
            + OfficeFiles.shape("title", [OfficeFiles.line("The kiln")])
            + OfficeFiles.shape("sldNum", [OfficeFiles.line("1")])
        let second =
            OfficeFiles.shape("ctrTitle", [OfficeFiles.line("Costs")])
            + OfficeFiles.shape(
                nil,
                [
                    OfficeFiles.line("Free"),
                    OfficeFiles.line("Marked", "<a:pPr><a:buChar char=\"-\"/></a:pPr>"),
                ])
            + table
        let notes =
            OfficeFiles.shape("body", [OfficeFiles.line("Say hello.")])
            + OfficeFiles.shape("sldNum", [OfficeFiles.line("9")])
        let document = try TestFile(OfficeFiles.pptx([(first, notes), (second, nil)])).extract()
        #expect(
            document.outline == [
                "h1 The kiln", "li1 Fire on Thursdays", "li2 slowly", "p Say hello.", "h1 Costs", "p Free",
                "li1 Marked",
                "table+ Clay|Cost / white| / red|4",
            ])
        #expect(document.blocks.map(\.page) == [1, 1, 1, 1, 2, 2, 2, 2] && document.blocks[3].role == .note)
        #expect(
            document.title == "Kiln" && document.author == "Ann" && document.date == "2024-05-03T09:30:00Z")
        #expect(document.format == .pptx)
    }

    @Test func `says which slides are missing and reads the rest`() throws {
        var zip = OfficeFiles.pptx([(OfficeFiles.shape(nil, [OfficeFiles.line("One")]), nil)])
        // The second slide is listed by the relations of the first file only.
        let name = Array("ppt/slides/slide1.xml".utf8)
        #expect(try TestFile(zip).extract().outline == ["p One"])
        for index in zip.indices.dropLast(name.count)
        where zip[index..<index + name.count].elementsEqual(name) {
            zip[index + 16] = UInt8(ascii: "7")
        }
        #expect(try TestFile(zip).refusal()?.reason == .noText)
    }

    @Test func `refuses a package without its main part and one that is no XML`() throws {
        let types = ("[Content_Types].xml", "<x/>")
        #expect(
            try TestFile(TestZip.of([types, ("ppt/slides/slide1.xml", "<x/>")])).refusal()?.reason == .corrupt
        )
        #expect(try TestFile(OfficeFiles.pptx([("<p:sp", nil)])).refusal()?.reason == .corrupt)
    }
}
