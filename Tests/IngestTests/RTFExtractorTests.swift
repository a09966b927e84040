import Core
import Testing

@testable import Ingest

@Suite struct RTFExtractorTests {
    private func outline(_ body: String) throws -> [String] {
        try TestFile("{\\rtf1\\ansi " + body + "}").extract().outline
    }

    @Test func `reads headings, lists, quotes and notes`() throws {
        let document = try TestFile(
            """
            {\\rtf1\\ansi\\ansicpg1252{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 Kopf;}{\\s2 Quote;}{\\*\\cs3 Char;}}
            {\\info{\\title Kiln}{\\author Ann}{\\creatim\\yr2024\\mo5\\dy3\\hr1}{\\*\\company No}}{\\header no}
            \\pard\\s1 Firing\\par\\pard Caf\\'e9 \\u9731?on\\~ice{\\footnote\\pard Except May.}\\par
            \\pard{\\listtext\\'b7\\tab}\\ls1 one\\par{\\listtext 2.\\tab}two\\par\\pard\\s2 Said.\\par
            \\pard\\outlinelevel1 Deep\\par {\\pict ffd8}{\\*\\unknown no}Last{\\v hidden}{\\deleted gone}.
            }
            """
        ).extract()
        #expect(
            document.outline == [
                "h1 Firing", "p Café ☃on ice", "p Note: Except May.", "li1 one", "li1 two", "quote Said.",
                "h2 Deep",
                "h2 Last.",
            ])
        #expect(document.title == "Kiln" && document.author == "Ann" && document.date == "2024-05-03")
        #expect(document.format == .rtf)
    }

    @Test func `reads tables with their header`() throws {
        let cells = { (a: String, b: String) in "\\trowd\\pard\\intbl \(a)\\cell \(b)\\cell\\row " }
        #expect(
            try outline(cells("Clay", "Cost") + cells("red", "4") + cells("white", "3") + "\\pard After\\par")
                == ["table+ Clay|Cost / red|4 / white|3", "p After"])
    }

    @Test func `reads rows whose definition Word repeats behind the cells`() throws {
        let row = { (a: String, b: String) in
            "\\trowd\\cellx1\\cellx2\\pard\\intbl \(a)\\cell \(b)\\cell{\\trowd\\cellx1\\cellx2\\row}"
        }
        #expect(
            try outline(row("Clay", "Cost") + row("red", "4") + row("white", "3") + "\\pard After\\par")
                == ["table+ Clay|Cost / red|4 / white|3", "p After"])
    }

    @Test func `reads code pages of fonts, several bytes a character, and surrogates`() throws {
        let fonts =
            "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset129 B;}{\\f2\\fcharset204 C;}{\\f3\\fcharset128 D;}}"
        #expect(
            try outline(
                fonts
                    + "\\f1\\'c7\\'d1\\'b1\\'b9 \\f2\\'cf\\'f0\\'e8 \\f3\\'93\\'fa\\'96\\'7b \\f0\\'80 \\u-10179?\\u-8704?\\par"
            )
                == ["p 한국 При 日本 € 😀"])
    }

    @Test func `skips as many characters behind a Unicode one as it says`() throws {
        #expect(
            try outline("\\uc2\\u54620\\'c7\\'d1 a \\uc0\\u54620 b {\\uc1\\u54620 ?}c") == ["p 한 a 한b 한c"])
    }

    @Test func `leaves tables of contents, binary data and unknown groups out`() throws {
        #expect(
            try outline(
                "{\\field{\\*\\fldinst TOC \\\\o}{\\fldrslt Firing 1}}{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt link}}"
                    + " {\\*\\x{\\y no}}{\\pict\\bin5 }}}}}}end") == ["p link end"])
    }

    @Test func `survives every shortening and stops at groups nested too deep`() throws {
        let text =
            "{\\rtf1{\\fonttbl{\\f0\\fcharset129 B;}}\\u54620?\\'c7{\\footnote x}{\\trowd\\intbl a\\cell\\row}\\bin9 ab}"
        for count in 6...text.count { _ = try TestFile(String(text.prefix(count))).refusal() }
        let deep = "{\\rtf1" + String(repeating: "{", count: 300_000)
        #expect(try TestFile(deep).refusal()?.reason == .nestedTooDeep)
        #expect(try TestFile("{\\rtf1 }").refusal()?.reason == .noText)
        _ = try TestFile("{\\rtf1 " + String(repeating: "}", count: 100_000) + "x").extract()
    }
}
