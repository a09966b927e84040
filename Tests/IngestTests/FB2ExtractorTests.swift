import Core
import Testing

@testable import Ingest

@Suite struct FB2ExtractorTests {
    private func book(_ body: String, encoding: String = "UTF-8") -> String {
        """
        <?xml version="1.0" encoding="\(encoding)"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description>
        <title-info><author><first-name>Ann</first-name><last-name>Potter</last-name></author><book-title>Kiln</book-title>
        <date value="2024-05-03">May</date></title-info><document-info><author><nickname>x</nickname></author></document-info>
        </description>\(body)<binary id="a">AAAA</binary></FictionBook>
        """
    }

    @Test func `reads sections, verse, citations, notes and tables`() throws {
        let document = try TestFile(
            book(
                """
                <body><title><p>The</p><p>Kiln</p></title><section><title><p>Fire</p></title><p>On Thurs<a type="note">[1]</a>days.</p>
                <section><title><p>Slow</p></title><poem><stanza><v>One</v><v>two</v></stanza></poem><cite><p>Said.</p><text-author>Bo</text-author></cite>
                <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></section></section></body>
                <body name="notes"><section><p>Except May.</p></section></body>
                """)
        ).extract()
        #expect(
            document.outline == [
                "h1 The Kiln", "h1 Fire", "p On Thursdays.", "h2 Slow", "quote One\ntwo", "quote Said.\nBo",
                "table+ a|b / 1|2", "p Except May.",
            ])
        #expect(document.title == "Kiln" && document.author == "Ann Potter" && document.date == "2024-05-03")
        #expect(document.blocks.last?.role == .note && document.format == .fb2)
    }

    @Test func `keeps everything in citations and epigraphs`() throws {
        let body = """
            <body><section><epigraph><poem><title><p>Fire</p></title><stanza><v>A</v></stanza><stanza><v>B</v></stanza></poem>
            </epigraph><cite><p>He said:</p><poem><stanza><v>One</v></stanza></poem><text-author>Bo</text-author></cite>
            <p>After.</p></section></body>
            """
        #expect(
            try TestFile(book(body)).extract().outline == [
                "quote Fire\nA\nB", "quote He said:\nOne\nBo", "p After.",
            ])
    }

    @Test func `reads the encoding that the file declares`() throws {
        let text = book("<body><section><p>\u{1}</p></section></body>", encoding: "windows-1251")
        var bytes: [UInt8] = []
        for byte in text.utf8 { bytes += byte == 1 ? [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2] : [byte] }
        #expect(try TestFile(bytes).extract().outline == ["p Привет"])
    }

    @Test func `refuses damage, depth and books without text`() throws {
        #expect(try TestFile(book("<body><section>")).refusal()?.reason == .corrupt)
        let deep = String(repeating: "<section>", count: 100_000)
        #expect(try TestFile(book("<body>" + deep)).refusal()?.reason == .nestedTooDeep)
        #expect(try TestFile(book("<body/>")).refusal()?.reason == .noText)
    }
}
