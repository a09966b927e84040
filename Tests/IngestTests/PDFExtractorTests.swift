import Core
import Testing

@testable import Ingest

@Suite struct PDFExtractorTests {
    private typealias Piece = TestPDF.Piece

    /// Lines of running text, one below the other.
    private func lines(_ texts: [String], from top: Double, x: Double = 72) -> [Piece] {
        texts.enumerated().map { Piece(x: x, y: top - Double($0.offset) * 12, text: $0.element) }
    }

    private let sentence = [
        "The kiln is fired on Thursdays and on no other day of the week, what-",
        "ever the weather is and whoever asks for it in the shop. It is",
        "opened on Saturdays, when the well-known pots are cold.",
    ]

    @Test func `keeps pages, finds headings and joins hyphens`() throws {
        let pages = (1...3).map { number in
            [
                Piece(y: 800, size: 8, text: "The potter's handbook"),
                Piece(x: 290, y: 30, size: 8, text: "\(number)"),
            ]
                + [
                    Piece(y: 740, size: 16, text: "\(number) Firing"),
                    Piece(y: 714, size: 13, text: "\(number).1 Days"),
                ]
                + lines(sentence, from: 690) + [
                    Piece(y: 640, text: "• one"), Piece(y: 628, text: "• two of \(number)"),
                ]
        }
        let document = try TestFile(TestPDF.bytes(pages, title: "Handbook"), name: "a.pdf").extract()
        #expect(document.title == "Handbook" && document.format == .pdf)
        let joined =
            "p The kiln is fired on Thursdays and on no other day of the week, whatever the weather is and whoever asks for it in"
            + " the shop. It is opened on Saturdays, when the well-known pots are cold."
        #expect(
            document.outline
                == (1...3).flatMap {
                    ["h1 \($0) Firing", "h2 \($0).1 Days", joined, "li1 one", "li1 two of \($0)"]
                })
        #expect(document.blocks.map(\.page) == [1, 2, 3].flatMap { [Int?](repeating: $0, count: 5) })
    }

    @Test func `goes on with a sentence on the next page`() throws {
        let pages = [
            lines(
                [
                    "The kiln is fired on Thursdays and on no other day of the week, and it",
                    "is opened on Saturdays when the",
                ], from: 100),
            lines(["pots are cold. Nobody else may open it, whoever asks for it in the shop."], from: 700),
        ]
        let document = try TestFile(TestPDF.bytes(pages)).extract()
        #expect(document.blocks.count == 1)
        #expect(document.blocks[0].text.contains("when the pots are cold"))
    }

    @Test func `reads tables and leaves columns of text alone`() throws {
        let rows = [
            ("Day", "Clay", "Cost"), ("Monday", "white", "3"), ("Tuesday", "red", "4"),
            ("Friday", "grey", "5"),
        ]
        let table = rows.enumerated().flatMap { index, row in
            [(72.0, row.0), (200.0, row.1), (320.0, row.2)].map {
                Piece(x: $0.0, y: 600 - Double(index) * 16, text: $0.1)
            }
        }
        let document = try TestFile(TestPDF.bytes([lines(sentence, from: 700) + table])).extract()
        #expect(
            document.outline.last == "table+ Day|Clay|Cost / Monday|white|3 / Tuesday|red|4 / Friday|grey|5")
        let left = lines((1...8).map { "left column line number \($0) of running text" }, from: 700, x: 60)
        let right = lines((1...8).map { "right column line number \($0) of running" }, from: 700, x: 320)
        let columns = try TestFile(TestPDF.bytes([left + right])).extract()
        #expect(!columns.blocks.contains { $0.kind == .table })
        let text = columns.blocks.map(\.text).joined(separator: " ")
        let last = text.firstRange(of: "left column line number 8")?.lowerBound
        let first = text.firstRange(of: "right column line number 1")?.lowerBound
        #expect(last != nil && first != nil && last.flatMap { l in first.map { l < $0 } } == true)
    }

    @Test func `keeps the spaces of program code`() throws {
        let code = [
            "func fire(kiln: Kiln) {", "    if kiln.isHot {", "        open(kiln, at: noon)", "    }", "}",
        ]
        let pieces = code.enumerated().map { line in
            let indent = Double(line.element.prefix { $0 == " " }.count) * 6
            return Piece(
                x: 72 + indent, y: 600 - Double(line.offset) * 12, face: 2,
                text: String(line.element.drop { $0 == " " }))
        }
        let more = (0..<4).map {
            Piece(y: 500 - Double($0) * 12, face: 2, text: "let value\($0) = read(from: file, at: \($0))")
        }
        let document = try TestFile(TestPDF.bytes([lines(sentence, from: 700) + pieces + more])).extract()
        #expect(
            document.outline.contains {
                $0.hasPrefix(
                    "code func fire(kiln: Kiln) {\n    if kiln.isHot {\n        open(kiln, at: noon)")
            })
    }

    @Test func `keeps lines with dots that lead to no pages`() throws {
        let prices = [
            "Bowl ........ 30", "Jug ........ 12", "Cup ........ 7", "Plate ........ 25", "Total ........ 74",
        ]
        let short = try TestFile(
            TestPDF.bytes([lines(sentence + ["He was gone......"] + prices.suffix(1), from: 700)])
        )
        .extract()
        #expect(short.blocks.contains { $0.text.contains("He was gone......") })
        #expect(short.blocks.contains { $0.text.contains("Total ........ 74") })
        let list = try TestFile(TestPDF.bytes([lines(["Prices", "of pots"] + prices, from: 700)])).extract()
        let text = list.blocks.map(\.text).joined(separator: " ")
        #expect(prices.allSatisfy { text.contains($0) } && text.contains("of pots"))
    }

    @Test func `leaves tables of contents out, to their last line`() throws {
        let entries = (1...7).map { "\($0) Firing pots ........ \($0 * 3)" }
        let pages = [
            lines(["Contents"] + entries.prefix(6), from: 700), lines(Array(entries.suffix(1)), from: 700),
            lines(sentence, from: 700),
        ]
        let document = try TestFile(TestPDF.bytes(pages)).extract()
        #expect(document.blocks.allSatisfy { !$0.text.contains("....") && $0.page == 3 })
    }

    @Test func `says how many pages hold no text, and reads none that its programs cannot`() throws {
        let pages = (1...8).map { $0 == 3 ? [] : lines(sentence, from: 700 - Double($0)) }
        #expect(try TestFile(TestPDF.bytes(pages)).extract().notes == ["1 of 8 pages hold no text."])
        let gone = PDFPageRecognizer(path: "/nowhere.pdf", name: "a.pdf", limits: ExtractionLimits())
        #expect(try gone?.text(ofPage: 1) == nil)
    }

    @Test func `survives places that no page has`() {
        var reader = PDFGeometryReader()
        for text in [
            "<page width=\"nan\" height=\"1e300\">",
            "<line xMin=\"-inf\" yMin=\"0\" xMax=\"1e20\" yMax=\"nan\">",
            "<word xMin=\"5\" yMin=\"0\" xMax=\"5\" yMax=\"10\">code</word>",
            "<word xMin=\"1e20\" yMin=\"inf\" xMax=\"1e20\" yMax=\"inf\">here</word>",
            "<word xMin=\"5\" yMin=\"0\" xMax=\"5.001\" yMax=\"10\">again</word>", "</line>",
        ] { reader.receive(Array(text.utf8)[...]) }
        let line = reader.pages[0].lines[0]
        #expect(line.box.left == 0 && line.box.right == 1e6 && reader.pages[0].height == 1e6)
        let narrow = (0..<9).map { number in
            PDFLine(
                box: line.box,
                words: (0..<4).map {
                    PDFWord(box: PDFBox(left: Double($0), right: Double($0) + 0.004), text: "code")
                },
                block: 1, page: number)
        }
        #expect(PDFMonospace(narrow).letterWidth(of: narrow[0], known: nil) == nil)
    }

    @Test func `says why a PDF is skipped`() throws {
        #expect(try TestFile(TestPDF.bytes([[]])).refusal()?.reason == .noText)
        #expect(try TestFile(TestPDF.bytes([[]])).refusal()?.message.contains("OCR") == true)
        #expect(try TestFile("%PDF-1.4\nnothing of the kind\n").refusal()?.reason == .corrupt)
        do throws(IngestError) {
            _ = try Extractor.extract(path: Fixture.path("encrypted.pdf"), name: "safe.pdf")
            Issue.record("must ask for the password")
        } catch {
            #expect(
                error.reason == .encrypted && error.message.contains("safe.pdf")
                    && error.message.contains("password"))
        }
    }

    @Test func `survives every shortening`() throws {
        let whole = TestPDF.bytes([lines(sentence, from: 700)])
        for count in stride(from: 10, to: whole.count, by: 97) {
            _ = try TestFile(Array(whole.prefix(count))).refusal()
        }
    }

    private static let recognizes = PDFPageRecognizer(path: "", name: "", limits: ExtractionLimits()) != nil

    @Test(.enabled(if: PDFExtractorTests.recognizes)) func `recognises the text of scanned pages`() throws {
        let printed = try TestFile(
            TestPDF.bytes([[.init(y: 700, size: 24, text: "The kiln is fired on Thursdays only.")]]))
        let painter = try #require(ChildProgram.find("pdftoppm"))
        var image: [UInt8] = []
        _ = try ChildProgram(
            path: painter, arguments: ["-q", "-gray", "-r", "100", printed.path], name: "x",
            limits: ExtractionLimits()
        ).run { image += $0 + [10] }
        // `P5`, width and height, 255: then one byte a dot.
        let header = image.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
        let size = try #require(
            header.dropFirst().first.map { String(decoding: $0, as: UTF8.self).split(separator: " ") })
        let scan = TestPDF.scan(
            Array(try #require(header.last)), width: try #require(Int(size[0])),
            height: try #require(Int(size[1])))
        let document = try TestFile(scan).extract()
        #expect(document.outline == ["p The kiln is fired on Thursdays only."])
        #expect(document.notes == ["Pages without a text layer whose text was recognised (OCR): 1."])
        #expect(document.blocks.first?.page == 1)
    }
}
