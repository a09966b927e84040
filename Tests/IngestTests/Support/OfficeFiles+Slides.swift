extension OfficeFiles {
    private static let main = "http://schemas.openxmlformats.org"
    private static let types = (
        "[Content_Types].xml", "<Types xmlns=\"\(main)/package/2006/content-types\"/>"
    )
    private static let core = (
        "docProps/core.xml",
        "<cp:coreProperties xmlns:cp=\"\(main)/package/2006/metadata/core-properties\""
            + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">"
            + "<dc:title>Kiln</dc:title><dc:creator>Ann</dc:creator>"
            + "<dcterms:created>2024-05-03T09:30:00Z</dcterms:created></cp:coreProperties>"
    )

    private static func relations(_ targets: [(id: String, type: String, target: String)]) -> String {
        "<Relationships xmlns=\"\(main)/package/2006/relationships\">"
            + targets.map {
                "<Relationship Id=\"\($0.id)\" Type=\"\(main)/officeDocument/2006/relationships/\($0.type)\" Target=\"\($0.target)\"/>"
            }.joined() + "</Relationships>"
    }

    /// A presentation from the shapes of its slides, which lie in the file backwards; a slide may have notes.
    static func pptx(_ slides: [(shapes: String, notes: String?)]) -> [UInt8] {
        let spaces =
            "xmlns:p=\"\(main)/presentationml/2006/main\" xmlns:a=\"\(main)/drawingml/2006/main\""
            + " xmlns:r=\"\(main)/officeDocument/2006/relationships\""
        var parts: [(String, String)] = []
        for (index, slide) in slides.enumerated().reversed() {
            let number = index + 1
            parts.append(
                ("ppt/slides/slide\(number).xml", "<p:sld \(spaces)><p:cSld>\(slide.shapes)</p:cSld></p:sld>")
            )
            guard let notes = slide.notes else { continue }
            parts.append(
                (
                    "ppt/slides/_rels/slide\(number).xml.rels",
                    relations([("rId1", "notesSlide", "../notesSlides/notesSlide\(number).xml")])
                ))
            parts.append(("ppt/notesSlides/notesSlide\(number).xml", "<p:notes \(spaces)>\(notes)</p:notes>"))
        }
        let ids = slides.indices.map { "<p:sldId id=\"\(256 + $0)\" r:id=\"s\($0 + 1)\"/>" }.joined()
        let links = slides.indices.map { ("s\($0 + 1)", "slide", "slides/slide\($0 + 1).xml") }
        return TestZip.of(
            [types, ("_rels/.rels", relations([("r", "officeDocument", "ppt/presentation.xml")])), core]
                + parts + [
                    (
                        "ppt/presentation.xml",
                        "<p:presentation \(spaces)><p:sldIdLst>\(ids)</p:sldIdLst></p:presentation>"
                    ),
                    ("ppt/_rels/presentation.xml.rels", relations(links)),
                ])
    }

    /// A shape of a slide; `place` is the placeholder's type, nil for a free text box.
    static func shape(_ place: String?, _ paragraphs: [String]) -> String {
        "<p:sp><p:nvSpPr><p:nvPr>" + (place.map { "<p:ph type=\"\($0)\"/>" } ?? "")
            + "</p:nvPr></p:nvSpPr><p:txBody>"
            + paragraphs.joined() + "</p:txBody></p:sp>"
    }

    /// A paragraph of a shape.
    static func line(_ text: String, _ properties: String = "") -> String {
        "<a:p>\(properties)<a:r><a:t>\(text)</a:t></a:r></a:p>"
    }

    /// A workbook from the rows of its sheets; shared strings are `strings`, number formats of the styles 1 to n `formats`.
    static func xlsx(
        _ sheets: [(name: String, state: String, rows: String)], strings: [String] = [],
        formats: [String] = []
    ) -> [UInt8] {
        let space =
            "xmlns=\"\(main)/spreadsheetml/2006/main\" xmlns:r=\"\(main)/officeDocument/2006/relationships\""
        let list = sheets.enumerated().map {
            "<sheet name=\"\($1.name)\" sheetId=\"\($0 + 1)\" state=\"\($1.state)\" r:id=\"s\($0 + 1)\"/>"
        }.joined()
        let links =
            sheets.indices.map { ("s\($0 + 1)", "worksheet", "worksheets/sheet\($0 + 1).xml") }
            + [("t", "sharedStrings", "sharedStrings.xml"), ("y", "styles", "styles.xml")]
        let codes = formats.enumerated().map { "<numFmt numFmtId=\"\(170 + $0)\" formatCode=\"\($1)\"/>" }
            .joined()
        let cells = formats.indices.map { "<xf numFmtId=\"\(170 + $0)\"/>" }.joined()
        return TestZip.of(
            [types, core]
                + sheets.enumerated().map {
                    (
                        "xl/worksheets/sheet\($0 + 1).xml",
                        "<worksheet \(space)><sheetData>\($1.rows)</sheetData></worksheet>"
                    )
                } + [
                    ("xl/workbook.xml", "<workbook \(space)><sheets>\(list)</sheets></workbook>"),
                    ("xl/_rels/workbook.xml.rels", relations(links)),
                    (
                        "xl/sharedStrings.xml",
                        "<sst \(space)>" + strings.map { "<si><t>\($0)</t></si>" }.joined() + "</sst>"
                    ),
                    (
                        "xl/styles.xml",
                        "<styleSheet \(space)><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                            + "<cellXfs><xf numFmtId=\"0\"/>\(cells)</cellXfs></styleSheet>"
                    ),
                ])
    }

    /// An OpenDocument presentation or spreadsheet from the content of its body.
    static func openDocument(_ kind: String, _ body: String) -> [UInt8] {
        let spaces = ["office", "text", "table", "style", "presentation"].map {
            "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
        }.joined(separator: " ")
        let content =
            "<office:document-content \(spaces) xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\">"
            + "<office:body><office:\(kind)>\(body)</office:\(kind)></office:body></office:document-content>"
        return TestZip.of([
            ("mimetype", "application/vnd.oasis.opendocument.\(kind)"), ("content.xml", content),
            (
                "meta.xml",
                "<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                    + " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\">"
                    + "<meta:initial-creator>Ann</meta:initial-creator></office:document-meta>"
            ),
        ])
    }
}
