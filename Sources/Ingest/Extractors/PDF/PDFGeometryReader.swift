/// Reads the output of `pdftotext -bbox-layout`, one element a line.
struct PDFGeometryReader {
    /// The pages so far.
    private(set) var pages: [PDFPage] = []
    /// The title from the file's properties.
    private(set) var title: String?
    /// UTF-8 bytes of text so far.
    private(set) var byteCount = 0
    private var line: PDFLine?
    private var block = 0
    /// No place lies farther from the corner of its page, in points, whatever a file says.
    private static let farthest = 1e6

    /// Takes one line of output.
    mutating func receive(_ line: ArraySlice<UInt8>) {
        let content = line.drop { $0 == 0x20 }
        guard content.count > 2, content[content.startIndex] == UInt8(ascii: "<") else { return }
        if Self.starts(content, "<word ") {
            readWord(content)
        } else if Self.starts(content, "<line ") {
            self.line = PDFLine(box: Self.box(content), words: [], block: block, page: pages.count)
        } else if Self.starts(content, "</line>") {
            if let line = self.line, !line.words.isEmpty, !pages.isEmpty {
                pages[pages.count - 1].lines.append(line)
            }
            self.line = nil
        } else if Self.starts(content, "<block ") {
            block += 1
        } else if Self.starts(content, "<page ") {
            let numbers = Self.numbers(content)
            pages.append(PDFPage(width: numbers.first ?? 0, height: numbers.dropFirst().first ?? 0))
            block = 0
        } else if Self.starts(content, "<title>"), title == nil {
            let inner = content.dropFirst(7).prefix { $0 != UInt8(ascii: "<") }
            title = Self.unescaped(inner)
        }
    }

    private mutating func readWord(_ content: ArraySlice<UInt8>) {
        guard let open = content.firstIndex(of: UInt8(ascii: ">")) else { return }
        let text = Self.unescaped(content[(open + 1)...].prefix { $0 != UInt8(ascii: "<") })
        guard !text.isEmpty, line != nil else { return }
        byteCount += text.utf8.count
        line?.words.append(PDFWord(box: Self.box(content[...open]), text: text))
    }

    private static func starts(_ content: ArraySlice<UInt8>, _ prefix: StaticString) -> Bool {
        guard content.count >= prefix.utf8CodeUnitCount else { return false }
        return prefix.withUTF8Buffer { unsafe content.prefix($0.count).elementsEqual($0) }
    }

    private static func box(_ content: ArraySlice<UInt8>) -> PDFBox {
        let values = numbers(content)
        guard values.count >= 4 else { return PDFBox() }
        return PDFBox(left: values[0], top: values[1], right: values[2], bottom: values[3])
    }

    /// The numbers between quotes, in order.
    private static func numbers(_ content: ArraySlice<UInt8>) -> [Double] {
        var result: [Double] = []
        var rest = content
        while result.count < 4, let open = rest.firstIndex(of: UInt8(ascii: "\"")) {
            let digits = rest[(open + 1)...].prefix { $0 != UInt8(ascii: "\"") }
            let number = Double(String(decoding: digits, as: UTF8.self)) ?? 0
            result.append(number.isFinite ? min(max(number, -farthest), farthest) : 0)
            rest = rest[digits.endIndex...].dropFirst()
        }
        return result
    }

    /// Text with the five entities that poppler writes resolved and ligatures and symbols taken apart.
    private static func unescaped(_ bytes: some Sequence<UInt8>) -> String {
        var text = String(decoding: Array(bytes), as: UTF8.self)
        if text.utf8.contains(UInt8(ascii: "&")) {
            text = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
                "&quot;", with: "\""
            )
            .replacing("&apos;", with: "'").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        }
        guard text.unicodeScalars.contains(where: { (0xFB00...0xFB06).contains($0.value) }) else {
            return text
        }
        for (ligature, letters) in ligatures { text = text.replacing(ligature, with: letters) }
        return text
    }

    private static let ligatures = [
        ("\u{FB00}", "ff"), ("\u{FB01}", "fi"), ("\u{FB02}", "fl"), ("\u{FB03}", "ffi"), ("\u{FB04}", "ffl"),
        ("\u{FB05}", "st"), ("\u{FB06}", "st"),
    ]
}
