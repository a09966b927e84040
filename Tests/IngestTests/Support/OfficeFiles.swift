/// Small office and book containers for tests.
enum OfficeFiles {
    private static let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    private static let types = (
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
    )

    /// A Word file from the content of its body.
    static func docx(_ body: String, styles: String = "", extra: [(String, String)] = []) -> [UInt8] {
        TestZip.of(
            [
                types,
                (
                    "word/document.xml",
                    "<?xml version=\"1.0\"?><w:document \(word)><w:body>\(body)</w:body></w:document>"
                ),
            ]
                + (styles.isEmpty ? [] : [("word/styles.xml", "<w:styles \(word)>\(styles)</w:styles>")])
                + extra)
    }

    /// A Word file from the whole text of its main part.
    static func docx(rawDocument: String) -> [UInt8] {
        TestZip.of([types, ("word/document.xml", rawDocument)])
    }

    /// A part of a Word file that needs the name space.
    static func wordPart(_ name: String, _ content: String) -> String {
        "<w:\(name) \(word)>\(content)</w:\(name)>"
    }

    /// A paragraph with properties.
    static func paragraph(_ text: String, _ properties: String = "") -> String {
        "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
    }

    /// An OpenDocument text from the content of its body and its automatic styles.
    static func odt(_ body: String, styles: String = "", extra: [(String, String)] = []) -> [UInt8] {
        let spaces = ["office", "text", "table", "style", "draw"]
            .map {
                "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0 == "draw" ? "drawing" : $0):1.0\""
            }.joined(separator: " ")
        let content =
            "<?xml version=\"1.0\"?><office:document-content \(spaces)><office:automatic-styles>\(styles)"
            + "</office:automatic-styles><office:body><office:text>\(body)</office:text></office:body></office:document-content>"
        return TestZip.of(
            [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)] + extra)
    }

    /// A book from its chapters; a chapter without text is listed but missing.
    static func epub(
        _ chapters: [(name: String, text: String?)], title: String = "A book", extra: [(String, String)] = []
    ) -> [UInt8] {
        let items = chapters.indices.map {
            "<item id=\"c\($0)\" href=\"text/\(chapters[$0].name)\" media-type=\"application/xhtml+xml\"/>"
        }.joined()
        let order = chapters.indices.map { "<itemref idref=\"c\($0)\"/>" }.joined()
        let package = """
            <?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata
            xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(title)</dc:title></metadata><manifest>\(items)
            <item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>
            <spine><itemref idref="nav"/>\(order)</spine></package>
            """
        let container = """
            <?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
            <rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
            """
        // Backwards, so that the order must come from the package file.
        let parts = chapters.reversed().compactMap { chapter in
            chapter.text.map { ("OEBPS/text/" + chapter.name.replacing("%20", with: " "), $0) }
        }
        return TestZip.of(
            [("mimetype", "application/epub+zip")] + parts + [
                ("OEBPS/nav.xhtml", page("<p>Contents list</p>"))
            ]
                + [("OEBPS/book.opf", package), ("META-INF/container.xml", container)] + extra)
    }

    /// A chapter's page.
    static func page(_ body: String) -> String {
        "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body>\(body)</body></html>"
    }
}
