import Core
import Testing

@testable import Ingest

@Suite struct EPUBExtractorTests {
    @Test func `reads chapters in the order of the spine`() throws {
        let book = OfficeFiles.epub([
            ("one.xhtml", OfficeFiles.page("<h1>One</h1><p>The kiln<br/> is hot.</p>")),
            ("two%20b.xhtml", OfficeFiles.page("<h1>Two</h1><ul><li>glaze</li></ul>")),
        ])
        let document = try TestFile(book).extract()
        #expect(document.title == "A book" && document.format == .epub)
        #expect(document.outline == ["h1 One", "p The kiln is hot.", "h1 Two", "li1 glaze"])
        #expect(document.notes.isEmpty)
    }

    @Test func `notes a listed file that is missing`() throws {
        let book = OfficeFiles.epub([("one.xhtml", OfficeFiles.page("<p>Kiln</p>")), ("gone.xhtml", nil)])
        let document = try TestFile(book).extract()
        #expect(document.outline == ["p Kiln"])
        #expect(document.notes.count == 1 && document.notes[0].contains("gone.xhtml"))
    }

    @Test func `tells rights management from hidden fonts`() throws {
        func encryption(_ method: String) -> [(String, String)] {
            [
                (
                    "META-INF/encryption.xml",
                    "<encryption xmlns=\"x\" xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\"><enc:EncryptionMethod Algorithm=\"\(method)\"/></encryption>"
                )
            ]
        }
        let chapters: [(name: String, text: String?)] = [("one.xhtml", OfficeFiles.page("<p>Kiln</p>"))]
        let fonts = encryption("http://www.idpf.org/2008/embedding")
        #expect(try TestFile(OfficeFiles.epub(chapters, extra: fonts)).extract().blocks.count == 1)
        let rights = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
        #expect(try TestFile(OfficeFiles.epub(chapters, extra: rights)).refusal()?.reason == .encrypted)
    }

    @Test func `refuses a book without its package file`() throws {
        let container =
            "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfile full-path=\"../../etc/passwd\"/></container>"
        let book = TestZip.of([("mimetype", "application/epub+zip"), ("META-INF/container.xml", container)])
        #expect(try TestFile(book).refusal()?.reason == .corrupt)
        let empty = TestZip.of([
            ("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container/>"),
        ])
        #expect(try TestFile(empty).refusal()?.reason == .corrupt)
    }
}
