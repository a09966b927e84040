/// A rectangle on a page, in points from the upper left corner.
struct PDFBox {
    var left = 0.0
    var top = 0.0
    var right = 0.0
    var bottom = 0.0

    var width: Double { right - left }
    var height: Double { bottom - top }

    /// Whether two boxes stand side by side on about the same line.
    func sharesLine(with other: PDFBox) -> Bool {
        let overlap = min(bottom, other.bottom) - max(top, other.top)
        return overlap > 0.5 * min(height, other.height)
    }

    /// The smallest box around both.
    func union(_ other: PDFBox) -> PDFBox {
        PDFBox(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }
}

/// A word and where it stands.
struct PDFWord {
    var box: PDFBox
    var text: String
}

/// A line of text as poppler gathered it.
struct PDFLine {
    var box: PDFBox
    var words: [PDFWord]
    /// Number of poppler's block on the page; lines of one block belong together.
    var block: Int
    /// Page, from 1.
    var page: Int

    /// Height of the letters: the median over the words, which one tall symbol does not change.
    var size: Double {
        let heights = words.map(\.box.height).sorted()
        return heights.isEmpty ? 0 : heights[heights.count / 2]
    }

    /// The words with spaces between them, where the writing has spaces; the raised numbers of notes are left out.
    var text: String {
        var result = ""
        let size = words.count > 1 ? self.size : 0
        for (index, word) in words.enumerated() {
            if word.box.height < size * 0.78, word.text.count <= 2, word.text.allSatisfy(\.isNumber),
                index > 0
            {
                continue
            }
            if !result.isEmpty, index > 0 {
                let gap = word.box.left - words[index - 1].box.right
                let isJoined =
                    gap < word.box.height * 0.3 && Self.isIdeographic(result.last)
                    && Self.isIdeographic(word.text.first)
                if !isJoined { result += " " }
            }
            result += word.text
        }
        return result
    }

    /// Chinese and Japanese characters, which are written without spaces.
    static func isIdeographic(_ character: Character?) -> Bool {
        guard let value = character?.unicodeScalars.first?.value else { return false }
        return (0x3000...0x30FF).contains(value) || (0x3400...0x9FFF).contains(value)
            || (0xFF00...0xFFEF).contains(value)
            || (0x20000...0x3FFFF).contains(value)
    }
}

/// One page.
struct PDFPage {
    var width: Double
    var height: Double
    var lines: [PDFLine] = []
}
