/// The prefixes that extractors use for the name spaces that they know.
enum XMLNamespaces {
    /// The prefix for a name space, or nil when it is not known.
    static func prefix(of uri: String) -> String? { known[uri] }

    private static let known = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
        "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
        "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
        "http://purl.oclc.org/ooxml/officeDocument/math": "m",
        "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
        "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
        "http://purl.org/dc/elements/1.1/": "dc",
        "urn:oasis:names:tc:opendocument:xmlns:container": "container",
        "http://www.idpf.org/2007/opf": "opf",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
        "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
        "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0": "presentation",
        "http://www.w3.org/2001/04/xmlenc#": "enc",
        "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
        "http://purl.oclc.org/ooxml/presentationml/main": "p",
        "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
        "urn:schemas-microsoft-com:vml": "v",
        "http://purl.oclc.org/ooxml/drawingml/main": "a",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
        "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
        "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
        "http://purl.org/dc/terms/": "dcterms",
        "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
        "http://www.gribuser.ru/xml/fictionbook/2.0": "fb",
        "http://www.gribuser.ru/xml/fictionbook/2.1": "fb",
        "http://docbook.org/ns/docbook": "db",
    ]
}
