#!/usr/bin/env python3
"""Writes the office files of examples/handbook from the texts in scripts/handbook.

    python3 scripts/make-handbook-files.py

Only the standard library is used, every date is fixed and no tool writes its own stamp, so a second run
gives the same bytes. The results are committed; nobody needs this script to build or to test.
"""
import io
import textwrap
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "handbook"
TARGET = ROOT / "examples" / "handbook"
STAMP = (2026, 1, 5, 9, 0, 0)
ISO_STAMP = "2026-01-05T09:00:00Z"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def blocks(name):
    """Yields (kind, value) for a small Markdown: headings, paragraphs, lists, numbered lists, tables."""
    for part in (SOURCES / name).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in part.strip().split("\n") if line]
        if not lines:
            continue
        if lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            yield f"h{level}", lines[0].lstrip("# ")
        elif lines[0].startswith("|"):
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            yield "table", [rows[0]] + rows[2:]
        elif lines[0].startswith("- "):
            yield "list", [line[2:] for line in lines]
        elif lines[0].startswith("1. "):
            yield "numbered", [line.split(". ", 1)[1] for line in lines]
        else:
            yield "p", " ".join(lines)


def spans(text):
    """Splits `**bold**` out of a line: yields (text, is_bold)."""
    for index, piece in enumerate(text.split("**")):
        if piece:
            yield piece, index % 2 == 1


def pack(entries, first_stored=False):
    """Makes a ZIP with fixed dates; the first member is stored when a format asks for that."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for index, (name, data) in enumerate(entries):
            info = zipfile.ZipInfo(name, STAMP)
            info.external_attr = 0o644 << 16
            stored = first_stored and index == 0
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


# MARK: DOCX

def docx(name, title):
    def run(text, bold):
        style = "<w:rPr><w:b/></w:rPr>" if bold else ""
        return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def paragraph(text, properties=""):
        inner = "".join(run(*span) for span in spans(text))
        return f"<w:p>{'<w:pPr>' + properties + '</w:pPr>' if properties else ''}{inner}</w:p>"

    body = []
    for kind, value in blocks(name):
        if kind.startswith("h"):
            body.append(paragraph(value, f'<w:pStyle w:val="Heading{kind[1]}"/>'))
        elif kind in ("list", "numbered"):
            number = 1 if kind == "list" else 2
            numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            body += [paragraph(item, numbering) for item in value]
        elif kind == "table":
            rows = []
            for index, cells in enumerate(value):
                head = "<w:trPr><w:tblHeader/></w:trPr>" if index == 0 else ""
                inner = "".join(f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>'
                                for cell in cells)
                rows.append(f"<w:tr>{head}{inner}</w:tr>")
            grid = '<w:gridCol w:w="3000"/>' * len(value[0])
            body.append(f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
                        f'<w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>')
            body.append("<w:p/>")
        else:
            body.append(paragraph(value))
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{36 - 4 * n}"/></w:rPr></w:style>'
        for n in (1, 2, 3))
    numberings = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{mark}"/></w:lvl></w:abstractNum>' for n, form, mark in
        ((1, "bullet", "•"), (2, "decimal", "%1.")))
    numberings += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return pack([
        ("[Content_Types].xml", f'{XML_HEAD}<Types xmlns="{package}/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
         f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/>'
         f'<Override PartName="/word/numbering.xml" ContentType="{main}.numbering+xml"/>'
         '<Override PartName="/docProps/core.xml" '
         'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'),
        ("_rels/.rels", f'{XML_HEAD}<Relationships xmlns="{package}/relationships">'
         f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/>'
         f'<Relationship Id="r2" Type="{package}/relationships/metadata/core-properties" '
         'Target="docProps/core.xml"/></Relationships>'),
        ("docProps/core.xml", f'{XML_HEAD}<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
         'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
         'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
         f'<dc:title>{escape(title)}</dc:title>'
         f'<dcterms:created xsi:type="dcterms:W3CDTF">{ISO_STAMP}</dcterms:created></cp:coreProperties>'),
        ("word/_rels/document.xml.rels", f'{XML_HEAD}<Relationships xmlns="{package}/relationships">'
         f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/>'
         f'<Relationship Id="r2" Type="{office}/numbering" Target="numbering.xml"/></Relationships>'),
        ("word/document.xml", f'{XML_HEAD}<w:document {word}><w:body>{"".join(body)}'
         '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'),
        ("word/numbering.xml", f"{XML_HEAD}<w:numbering {word}>{numberings}</w:numbering>"),
        ("word/styles.xml", f'{XML_HEAD}<w:styles {word}>{headings}</w:styles>'),
    ])


# MARK: ODT

def odt(name, title):
    def inline(text):
        return "".join(f'<text:span text:style-name="Bold">{escape(piece)}</text:span>' if bold else escape(piece)
                       for piece, bold in spans(text))

    body = []
    for kind, value in blocks(name):
        if kind.startswith("h"):
            body.append(f'<text:h text:outline-level="{kind[1]}">{inline(value)}</text:h>')
        elif kind in ("list", "numbered"):
            items = "".join(f"<text:list-item><text:p>{inline(item)}</text:p></text:list-item>" for item in value)
            body.append(f"<text:list>{items}</text:list>")
        elif kind == "table":
            def row(cells):
                return "<table:table-row>" + "".join(
                    f'<table:table-cell office:value-type="string"><text:p>{inline(cell)}</text:p></table:table-cell>'
                    for cell in cells) + "</table:table-row>"
            rest = "".join(row(cells) for cells in value[1:])
            body.append(f'<table:table><table:table-column table:number-columns-repeated="{len(value[0])}"/>'
                        f"<table:table-header-rows>{row(value[0])}</table:table-header-rows>{rest}</table:table>")
        else:
            body.append(f"<text:p>{inline(value)}</text:p>")
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{n}="{oasis}:{n}:1.0"' for n in ("office", "text", "table", "style"))
    fo = f'xmlns:fo="{oasis}:xsl-fo-compatible:1.0"'
    kind = "application/vnd.oasis.opendocument.text"
    return pack([
        ("mimetype", kind),
        ("META-INF/manifest.xml", f'{XML_HEAD}<manifest:manifest xmlns:manifest="{oasis}:manifest:1.0" '
         f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
         '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
         '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'),
        ("meta.xml", f'{XML_HEAD}<office:document-meta {names} xmlns:meta="{oasis}:meta:1.0" '
         'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>'
         f'<dc:title>{escape(title)}</dc:title><meta:creation-date>2026-01-05T09:00:00</meta:creation-date>'
         '</office:meta></office:document-meta>'),
        ("content.xml", f'{XML_HEAD}<office:document-content {names} {fo} office:version="1.3">'
         '<office:automatic-styles><style:style style:name="Bold" style:family="text">'
         '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
         f'<office:body><office:text>{"".join(body)}</office:text></office:body></office:document-content>'),
    ], first_stored=True)


# MARK: EPUB

def epub(name, title):
    chapters, current = [], []
    for kind, value in blocks(name):
        if kind == "h2":
            chapters.append([])
        target = chapters[-1] if chapters else current
        if kind.startswith("h"):
            target.append(f"<{kind}>{escape(value)}</{kind}>")
        elif kind == "list":
            target.append("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in value) + "</ul>")
        elif kind == "table":
            head = "".join(f"<th>{escape(cell)}</th>" for cell in value[0])
            rest = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
                           for row in value[1:])
            target.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rest}</tbody></table>")
        else:
            target.append(f"<p>{escape(value)}</p>")
    chapters[0] = current + chapters[0]
    pages = [(f"chapter-{index}.xhtml", f'{XML_HEAD}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
              f'xml:lang="en"><head><title>{escape(title)}</title></head><body>{"".join(chapter)}</body></html>')
             for index, chapter in enumerate(chapters, 1)]
    manifest = "".join(f'<item id="c{i}" href="{page}" media-type="application/xhtml+xml"/>'
                       for i, (page, _) in enumerate(pages, 1))
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(1, len(pages) + 1))
    links = "".join(f'<li><a href="{page}">{i}</a></li>' for i, (page, _) in enumerate(pages, 1))
    return pack([
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", f'{XML_HEAD}<container version="1.0" '
         'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" '
         'media-type="application/oebps-package+xml"/></rootfiles></container>'),
        ("OEBPS/book.opf", f'{XML_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
         'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
         '<dc:identifier id="id">tidewell-travelling-workshop</dc:identifier>'
         f'<dc:title>{escape(title)}</dc:title><dc:language>en</dc:language>'
         f'<meta property="dcterms:modified">{ISO_STAMP}</meta></metadata><manifest>{manifest}'
         '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>'
         f"<spine>{spine}</spine></package>"),
        ("OEBPS/nav.xhtml", f'{XML_HEAD}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
         'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Contents</title></head><body>'
         f'<nav epub:type="toc"><ol>{links}</ol></nav></body></html>'),
    ] + [("OEBPS/" + page, text) for page, text in pages], first_stored=True)


# MARK: PDF

LEFT, TOP, BOTTOM, LINE = 62, 780, 70, 14.5
SIZES = {"h1": 20, "h2": 14, "h3": 12}


def pdf_lines(name):
    """Yields (font, size, x, text, gap before) for every line; widths are those of a 95-character column."""
    for kind, value in blocks(name):
        if kind.startswith("h"):
            yield "F2", SIZES[kind], LEFT, value, 16
        elif kind in ("list", "numbered"):
            for index, item in enumerate(value, 1):
                mark = "\u2022" if kind == "list" else f"{index}."
                for at, line in enumerate(textwrap.wrap(item, 88)):
                    yield "F1", 10.5, LEFT + 16, (f"{mark} {line}" if at == 0 else line), 4 if at == 0 else 0
        elif kind == "table":
            for at, row in enumerate(value):
                yield "F2" if at == 0 else "F1", 10.5, LEFT, row, 8 if at == 0 else 2
        else:
            for at, line in enumerate(textwrap.wrap(value, 95)):
                yield "F1", 10.5, LEFT, line, 8 if at == 0 else 0


def pdf(name, title):
    def literal(text):
        data = text.encode("cp1252")
        return b"(" + data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"

    pages, content, y = [], [], TOP
    for font, size, x, text, gap in pdf_lines(name):
        y -= gap + LINE
        if y < BOTTOM:
            pages.append(content)
            content, y = [], TOP - LINE
        cells = text if isinstance(text, list) else [text]
        for column, cell in enumerate(cells):
            content.append(b"BT /%s %g Tf 1 0 0 1 %g %g Tm " % (font.encode(), size, x + 165 * column, y)
                           + literal(cell) + b" Tj ET")
    pages.append(content)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None,
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
               b"<< /Title " + literal(title) + b" /CreationDate (D:20260105090000Z) >>"]
    kids = []
    for number, content in enumerate(pages, 1):
        footer = b"BT /F1 9 Tf 1 0 0 1 %g 40 Tm " % 290 + literal(str(number)) + b" Tj ET"
        stream = b"\n".join(content + [footer])
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, data in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "09-staff-policies.docx").write_bytes(docx("staff-policies.md", "Staff Policies"))
    (TARGET / "10-tuning-manual.pdf").write_bytes(pdf("tuning-manual.md", "Tuning Manual"))
    (TARGET / "11-more.zip").write_bytes(pack([
        ("more/glossary.odt", odt("glossary.md", "Glossary of the Bench")),
        ("more/suppliers.txt", (SOURCES / "suppliers.txt").read_text(encoding="utf-8")),
        ("more/travelling-workshop.epub", epub("travelling-workshop.md", "The Travelling Workshop")),
    ]))


if __name__ == "__main__":
    main()
