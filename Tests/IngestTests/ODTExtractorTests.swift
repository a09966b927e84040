import Core
import Testing

@testable import Ingest

@Suite struct ODTExtractorTests {
    @Test func `reads headings, lists, quotes, code and notes`() throws {
        let styles = """
            <style:style style:name="P1" style:parent-style-name="Quotations"/>
            <style:style style:name="P2" style:parent-style-name="P3"/><style:style style:name="P3" style:parent-style-name="Preformatted_20_Text"/>
            """
        let body = """
            <text:p text:style-name="Title">The kiln</text:p><text:h text:outline-level="2">Firing</text:h>
            <text:p>On<text:s text:c="3"/>Thursdays<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Except
            May.</text:p></text:note-body></text:note><text:tab/>only.</text:p>
            <text:list><text:list-item><text:p>one</text:p><text:p>more</text:p><text:list><text:list-item><text:p>inner</text:p></text:list-item>
            </text:list></text:list-item></text:list><text:p text:style-name="P1">Said.</text:p>
            <text:p text:style-name="P2">let a<text:s/>= 1</text:p><text:p text:style-name="P3">b</text:p>
            <text:table-of-content><text:p>no</text:p></text:table-of-content>
            """
        let document = try TestFile(OfficeFiles.odt(body, styles: styles)).extract()
        #expect(document.title == "The kiln" && document.format == .odt)
        #expect(
            document.outline == [
                "h1 The kiln", "h2 Firing", "p On Thursdays only.", "p Note: Except May.", "li1 one",
                "p more", "li2 inner",
                "quote Said.", "code let a = 1\nb",
            ])
    }

    @Test func `reads tables and believes no huge repetition`() throws {
        func cell(_ text: String, _ attributes: String = "") -> String {
            "<table:table-cell \(attributes)><text:p>\(text)</text:p></table:table-cell>"
        }
        let body = """
            <table:table><table:table-header-rows><table:table-row>\(cell("Day"))\(cell("Cost"))</table:table-row></table:table-header-rows>
            <table:table-row>\(cell("Mon"))\(cell("3"))<table:table-cell table:number-columns-repeated="16000"/></table:table-row>
            <table:table-row table:number-rows-repeated="1000000">\(cell("Tue"))\(cell("4"))</table:table-row></table:table>
            """
        let document = try TestFile(OfficeFiles.odt(body)).extract()
        #expect(document.blocks.count == 1 && document.blocks[0].hasHeader)
        #expect(document.blocks[0].rows.count <= 70 && document.blocks[0].rows[1] == ["Mon", "3"])
    }

    @Test func `takes a repetition below one for one`() throws {
        let cell =
            "<table:table-cell table:number-columns-repeated=\"-9223372036854775808\"><text:p>a</text:p></table:table-cell>"
        let row =
            "<table:table-row table:number-rows-repeated=\"-9223372036854775808\">\(cell)\(cell)</table:table-row>"
        let document = try TestFile(OfficeFiles.odt("<table:table>\(row)\(row)</table:table>")).extract()
        #expect(document.blocks[0].rows == [["a", "a"], ["a", "a"]])
    }

    @Test func `refuses a file with a password`() throws {
        let manifest = """
            <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry>
            <manifest:encryption-data/></manifest:file-entry></manifest:manifest>
            """
        let file = try TestFile(
            OfficeFiles.odt("<text:p>x</text:p>", extra: [("META-INF/manifest.xml", manifest)]))
        #expect(file.refusal()?.reason == .encrypted)
    }
}
