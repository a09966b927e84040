import Core
import Testing

@testable import Ingest

@Suite struct DOCXExtractorTests {
    private let styles = """
        <w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="a2"><w:name w:val="Mine"/><w:basedOn w:val="a1"/></w:style>
        <w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
        <w:style w:type="paragraph" w:styleId="c"><w:name w:val="Source Code"/></w:style>
        <w:style w:type="paragraph" w:styleId="q"><w:name w:val="Intense Quote"/></w:style>
        <w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="r1"><w:name w:val="R1"/><w:basedOn w:val="r2"/></w:style>
        <w:style w:type="paragraph" w:styleId="r2"><w:name w:val="R2"/><w:basedOn w:val="r1"/></w:style>
        """

    private func style(_ id: String) -> String { "<w:pStyle w:val=\"\(id)\"/>" }

    @Test func `reads headings by style, inherited style and outline level`() throws {
        let body =
            OfficeFiles.paragraph("The kiln", style("t")) + OfficeFiles.paragraph("Firing", style("a1"))
            + OfficeFiles.paragraph("Cooling", style("a2"))
            + OfficeFiles.paragraph("Glaze", "<w:outlineLvl w:val=\"2\"/>")
            + OfficeFiles.paragraph("Contents ... 3", style("toc"))
            + OfficeFiles.paragraph("Text", style("r1"))
        let document = try TestFile(OfficeFiles.docx(body, styles: styles)).extract()
        #expect(document.title == "The kiln")
        #expect(document.outline == ["h1 The kiln", "h1 Firing", "h1 Cooling", "h3 Glaze", "p Text"])
    }

    @Test func `reads lists, quotes and code`() throws {
        let item = { (text: String, level: Int, number: Int) in
            OfficeFiles.paragraph(
                text, "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(number)\"/></w:numPr>")
        }
        let body =
            item("one", 0, 1) + item("inner", 1, 1) + item("none", 0, 0)
            + OfficeFiles.paragraph("let a = 1", style("c"))
            + OfficeFiles.paragraph("  print(a)", style("c")) + OfficeFiles.paragraph("Said.", style("q"))
        #expect(
            try TestFile(OfficeFiles.docx(body, styles: styles)).extract().outline == [
                "li1 one", "li2 inner", "p none", "code let a = 1\n  print(a)", "quote Said.",
            ])
    }

    @Test func `reads tables with headers, spans and tables inside cells`() throws {
        func cell(_ text: String, _ properties: String = "") -> String {
            "<w:tc><w:tcPr>\(properties)</w:tcPr>\(OfficeFiles.paragraph(text))</w:tc>"
        }
        let body = """
            <w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>\(cell("Day"))\(cell("Clay"))\(cell("Cost"))</w:tr>
            <w:tr>\(cell("Mon", "<w:vMerge w:val=\"restart\"/>"))\(cell("white"))\(cell("3"))</w:tr>
            <w:tr>\(cell("", "<w:vMerge/>"))\(cell("both", "<w:gridSpan w:val=\"2\"/>"))</w:tr>
            <w:tr>\(cell("Tue"))<w:tc><w:tbl><w:tr>\(cell("in"))\(cell("side"))</w:tr></w:tbl></w:tc>\(cell("5"))</w:tr></w:tbl>
            """
        #expect(
            try TestFile(OfficeFiles.docx(body)).extract().outline == [
                "table+ Day|Clay|Cost / Mon|white|3 / Mon|both| / Tue|in side|5"
            ])
    }

    @Test func `leaves out what is not the text as it stands`() throws {
        let body = """
            <w:p><w:r><w:t>Fired </w:t></w:r><w:del><w:r><w:delText>never</w:delText><w:t>never</w:t></w:r></w:del>
            <w:ins><w:r><w:t>on Thursday</w:t></w:r></w:ins><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>
            <w:r><w:t>,</w:t><w:tab/><w:t>hot</w:t><w:br/><w:t>inside</w:t><w:noBreakHyphen/><w:t>out</w:t></w:r></w:p>
            """
        #expect(
            try TestFile(OfficeFiles.docx(body)).extract().outline == ["p Fired on Thursday, hot inside-out"])
    }

    @Test func `puts notes behind their paragraph`() throws {
        let notes = OfficeFiles.wordPart(
            "footnotes",
            "<w:footnote w:type=\"separator\" w:id=\"0\"/><w:footnote w:id=\"2\">\(OfficeFiles.paragraph("Except May."))</w:footnote>"
        )
        let body = "<w:p><w:r><w:t>Thursdays</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
        let file = try TestFile(OfficeFiles.docx(body, extra: [("word/footnotes.xml", notes)]))
        #expect(try file.extract().outline == ["p Thursdays", "p Note: Except May."])
    }

    @Test func `reports unreadable XML instead of an empty text`() throws {
        for text in ["not XML at all", "", "<w:document", "<a><b></a>"] {
            #expect(
                try TestFile(OfficeFiles.docx(rawDocument: text)).refusal()?.reason == .corrupt, "\(text)")
        }
    }

    @Test func `expands no entity`() throws {
        let outside = """
            <!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document
            xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>
            """
        let laughs =
            "<!DOCTYPE a [<!ENTITY a \"kiln\">"
            + (1...9).map { number in
                let name = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
                return "<!ENTITY \(name[number]) \"" + String(repeating: "&\(name[number - 1]);", count: 10)
                    + "\">"
            }.joined() + "]><a>&j;</a>"
        for text in [outside, laughs] {
            #expect(try TestFile(OfficeFiles.docx(rawDocument: text)).refusal()?.reason == .corrupt)
        }
    }

    @Test func `refuses a truncated, a deep and a bursting file`() throws {
        let whole = OfficeFiles.docx(OfficeFiles.paragraph("The kiln is hot."))
        for count in stride(from: 63, to: whole.count, by: 23) {
            #expect(try TestFile(Array(whole.prefix(count))).refusal()?.reason == .corrupt, "\(count)")
        }
        let deep = OfficeFiles.docx(String(repeating: "<w:p>", count: 100_000))
        #expect(try TestFile(deep).refusal()?.reason == .nestedTooDeep)
        let error = refusal(of: Fixture.path("bomb.docx"))
        #expect(error?.reason == .suspiciousRatio)
    }

    @Test func `refuses a file that lies about itself`() throws {
        var zip = TestZip()
        zip.add("[Content_Types].xml", "<x/>")
        zip.add(rawName: Array("word/document.xml".utf8), Array("<x/>".utf8), hasWrongChecksum: true)
        #expect(try TestFile(zip.bytes).refusal()?.reason == .corrupt)
        zip = TestZip()
        zip.add("[Content_Types].xml", "<x/>")
        zip.add(rawName: Array("word/document.xml".utf8), Array("<x/>".utf8), statedSize: 4_000_000_000)
        #expect(try TestFile(zip.bytes).refusal()?.reason == .corrupt)
        zip = TestZip()
        zip.add("[Content_Types].xml", "<x/>")
        zip.add(rawName: Array("word/document.xml".utf8), Array("<x/>".utf8), isEncrypted: true)
        #expect(try TestFile(zip.bytes).refusal()?.reason == .encrypted)
    }

    @Test func `counts parts against the limits`() throws {
        var limits = ExtractionLimits()
        limits.partBytes = 1000
        let file = try TestFile(
            OfficeFiles.docx(OfficeFiles.paragraph(String(repeating: "kiln ", count: 1000))))
        #expect(file.refusal(limits: limits)?.reason == .tooLarge)
        limits = ExtractionLimits()
        limits.containerEntries = 1
        #expect(file.refusal(limits: limits)?.reason == .tooManyEntries)
    }

    private func refusal(of path: String) -> IngestError? {
        do throws(IngestError) {
            _ = try Extractor.extract(path: path, name: "x")
            return nil
        } catch {
            return error
        }
    }

    @Test func `reads comments as notes`() throws {
        let comments = OfficeFiles.wordPart(
            "comments",
            "<w:comment w:id=\"7\" w:author=\"Ann\"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment>")
        let body = "<w:p><w:r><w:t>Hot.</w:t></w:r><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>"
        let document = try TestFile(OfficeFiles.docx(body, extra: [("word/comments.xml", comments)]))
            .extract()
        #expect(document.outline == ["p Hot.", "p Note: Sure?"])
    }

    @Test func `keeps descriptions of pictures, but not names of files`() throws {
        let picture = { (description: String) in
            "<w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"
                + "wordprocessingDrawing\"><wp:docPr id=\"1\" name=\"Picture 1\" descr=\"\(description)\"/>"
                + "</wp:inline></w:drawing></w:r>"
        }
        let body = """
            <w:p><w:r><w:t>See</w:t></w:r>\(picture("A red kiln. Description automatically generated"))
            <w:r><w:t>here.</w:t></w:r>\(picture("IMG_1.jpg"))</w:p>
            """
        #expect(try TestFile(OfficeFiles.docx(body)).extract().outline == ["p See [A red kiln.] here."])
    }

    @Test func `raises and lowers figures, and joins a large first letter to its word`() throws {
        let run = { (text: String, position: String) in
            "<w:r><w:rPr><w:vertAlign w:val=\"\(position)\"/></w:rPr><w:t>\(text)</w:t></w:r>"
        }
        let body =
            "<w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>"
            + "<w:p><w:r><w:t>he 4</w:t></w:r>\(run("th", "superscript"))<w:r><w:t> of 10</w:t></w:r>"
            + "\(run("-6", "superscript"))<w:r><w:t> m H</w:t></w:r>\(run("2", "subscript"))<w:r><w:t>O</w:t></w:r></w:p>"
        #expect(try TestFile(OfficeFiles.docx(body)).extract().outline == ["p The 4th of 10⁻⁶ m H₂O"])
    }

    @Test(arguments: [
        (
            "<m:f><m:num>\(formulaText("a"))</m:num><m:den>\(formulaText("b+1"))</m:den></m:f>",
            "\\frac{a}{b+1}"
        ),
        (
            "<m:sSup><m:e>\(formulaText("x"))</m:e><m:sup>\(formulaText("2"))</m:sup></m:sSup>\(formulaText("+1"))",
            "x^2+1"
        ),
        (
            "<m:sSubSup><m:e>\(formulaText("x"))</m:e><m:sub>\(formulaText("ij"))</m:sub><m:sup>\(formulaText("n"))"
                + "</m:sup></m:sSubSup>", "x_{ij}^n"
        ),
        (
            "<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/><m:e>\(formulaText("x"))</m:e></m:rad>",
            "\\sqrt{x}"
        ),
        (
            "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>\(formulaText("i=1"))</m:sub><m:sup>"
                + "\(formulaText("n"))</m:sup><m:e>\(formulaText("i"))</m:e></m:nary>", "\\sum_{i=1}^n i"
        ),
        ("<m:d><m:e>\(formulaText("a"))</m:e><m:e>\(formulaText("b"))</m:e></m:d>", "(a|b)"),
        (
            "<m:func><m:fName>\(formulaText("sin"))</m:fName><m:e>\(formulaText("x"))</m:e></m:func>",
            "\\sin x"
        ),
        (
            "<m:m><m:mr><m:e>\(formulaText("a"))</m:e><m:e>\(formulaText("b"))</m:e></m:mr><m:mr><m:e>"
                + "\(formulaText("c"))</m:e><m:e>\(formulaText("d"))</m:e></m:mr></m:m>",
            "\\begin{matrix}a & b \\\\ c & d\\end{matrix}"
        ),
    ])
    func `writes formulas as LaTeX`(math: String, latex: String) throws {
        let space = "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
        let body =
            "<w:p><w:r><w:t>So </w:t></w:r><m:oMath \(space)>\(math)</m:oMath><w:r><w:t>.</w:t></w:r></w:p>"
        #expect(try TestFile(OfficeFiles.docx(body)).extract().outline == ["p So $\(latex)$."])
    }

    private static func formulaText(_ text: String) -> String { "<m:r><m:t>\(text)</m:t></m:r>" }
}
