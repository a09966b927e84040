import Core
import TestSupport
import Testing

@testable import Ingest

@Suite struct FormatDetectorTests {
    @Test(arguments: [
        ("# Kiln\n\nFired on *Thursdays*.\n\n- glaze\n- **bisque**\n", "notes", DocumentFormat.markdown),
        ("Kiln notes.\n\nFired on Thursdays.\n", "notes", .text),
        ("Kiln notes.\n", "notes.md", .markdown),
        ("Kiln\n====\n\nFired on :ref:`days`.\n", "chapter.rst.txt", .restructuredText),
        ("Kiln notes.\n", "notes.md.txt", .markdown), ("Kiln notes.\n", "notes.v2.txt", .text),
        ("<!DOCTYPE html><p>Kiln", "page.txt", .html),
        (
            "<?xml version=\"1.0\"?>\n<!-- x -->\n<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "page",
            .html
        ),
        ("<p>Kiln</p>", "page.pdf", .html),
        ("{\"kiln\": 1}", "a", .json),
        ("[1, 2, 3]", "a.txt", .json),
        ("{\"a\": 1}\n{\"a\": 2}\n", "a", .jsonl),
        ("{\"a\": 1}\n", "a.jsonl", .jsonl),
        ("[note](x) is a link, no JSON", "a", .text),
        ("day,clay,cost\nMon,white,3\nTue,red,4\nWed,grey,5\n", "a", .csv),
        ("day\tclay\tcost\nMon\twhite\t3\nTue\tred\t4\nWed\tgrey\t5\n", "a.txt", .csv),
        ("day,clay\nMon,white\n", "a.csv", .csv),
        ("Yes, we fire, glaze, and sell.\nNo, not today.\nWell, who knows, maybe, or not.\n", "a.txt", .text),
        ("%PDF-1.7\n", "a.docx", .pdf),
    ])
    func `decides by content and uses the name for ties only`(
        text: String, name: String, format: DocumentFormat
    ) throws {
        #expect(try TestFile(text, name: name).detect() == .document(format))
    }

    @Test func `tells office and book containers from archives by their members`() throws {
        let types = ("[Content_Types].xml", "<x/>")
        #expect(try TestFile(TestZip.of([types, ("word/document.xml", "")])).detect() == .document(.docx))
        #expect(
            try TestFile(
                TestZip.of([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")])
            ).detect()
                == .document(.odt))
        #expect(
            try TestFile(TestZip.of([("mimetype", "application/epub+zip"), ("META-INF/container.xml", "")]))
                .detect()
                == .document(.epub))
        #expect(
            try TestFile(TestZip.of([("a.txt", "a"), ("b.txt", "b")]), name: "a.docx").detect() == .archive)
        #expect(try TestFile(TestZip.of([types, ("xl/workbook.xml", "")])).detect() == .document(.xlsx))
        #expect(try TestFile(TestZip.of([types, ("ppt/presentation.xml", "")])).detect() == .document(.pptx))
    }

    @Test(arguments: ["notes.tar.gz", "notes.tar.xz", "notes.tar.zst", "notes.7z", "kiln.txt.gz"])
    func `knows packed files as archives`(name: String) throws {
        #expect(try FormatDetector.detect(path: Fixture.path(name), name: "x") == .archive)
    }

    @Test func `knows a plain tar file by its checksum`() throws {
        var tar = TestTar()
        tar.add("a.txt", "a")
        #expect(try TestFile(tar.bytes).detect() == .archive)
    }

    @Test func `knows a ZIP file whose members all ask for a password`() throws {
        #expect(try FormatDetector.detect(path: Fixture.path("encrypted.zip"), name: "x") == .encrypted)
    }

    @Test(
        arguments: [
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0x7F, 0x45, 0x4C, 0x46, 2, 1],
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        ] as [[UInt8]])
    func `says what other files are`(bytes: [UInt8]) throws {
        guard case .other(let what, let remedy) = try TestFile(bytes, name: "a.txt").detect() else {
            Issue.record("must not be taken for a document")
            return
        }
        #expect(!what.isEmpty && !remedy.isEmpty)
    }

    @Test func `calls program code and empty files what they are`() throws {
        #expect(try TestFile("# not a heading\nx = 1\n", name: "a.py").detect() == .document(.code))
        #expect(try TestFile("#!/bin/sh\necho a\n", name: "a").detect() == .document(.code))
        #expect(try TestFile("", name: "a.pdf").detect() == .empty)
    }

    @Test func `survives every shortening of a ZIP file`() throws {
        let whole = TestZip.of([("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")])
        for count in 0...whole.count { _ = try TestFile(Array(whole.prefix(count))).detect() }
    }
}
