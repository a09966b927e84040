/// Finds what is printed on page after page around the text: running titles and page numbers.
struct PDFFurniture {
    /// Lines are sought in this part of the page's height at the top and the bottom.
    private static let margin = 0.14
    /// Places are the same when they differ by less than this many points.
    private static let tolerance = 3.0

    /// For each band of the page (a rounded place from the top): whether it holds running text.
    private var runningBands: Set<Int> = []
    private var runningTexts: Set<String> = []
    private let pageCount: Int

    /// Looks at all pages.
    init(_ pages: [PDFPage]) {
        pageCount = pages.count
        var texts: [Int: [String: Int]] = [:]
        var pagesInBand: [Int: Int] = [:]
        for page in pages {
            var seen: Set<Int> = []
            for line in page.lines where Self.isInMargin(line, page) {
                let band = Self.band(line, page)
                if seen.insert(band).inserted { pagesInBand[band, default: 0] += 1 }
                texts[band, default: [:]][Self.pattern(line.text), default: 0] += 1
            }
        }
        let filled = pages.count { !$0.lines.isEmpty }
        guard filled >= 2 else { return }
        for (band, patterns) in texts {
            let lines = patterns.reduce(0) { $0 + $1.value }
            let repeated = patterns.reduce(0) { sum, entry in
                let isFurniture =
                    Self.isPageNumber(entry.key) || entry.value > 1 && !Self.isSectionNumber(entry.key)
                return sum + (isFurniture ? entry.value : 0)
            }
            // Two pages with a common line may be chance, so then all pages must have it.
            let needed = filled < 5 ? filled : max(3, filled * 3 / 10)
            if pagesInBand[band, default: 0] >= needed, repeated * 10 >= lines * 6 {
                runningBands.insert(band)
            }
            for (pattern, count) in patterns
            where count >= max(3, filled / 10) && pattern.contains(where: \.isLetter) {
                runningTexts.insert(pattern)
            }
        }
    }

    /// Whether a line is furniture.
    func contains(_ line: PDFLine, on page: PDFPage) -> Bool {
        guard Self.isInMargin(line, page) else { return false }
        let pattern = Self.pattern(line.text)
        if Self.isPageNumber(pattern), isOutermost(line, page) { return true }
        return runningBands.contains(Self.band(line, page)) || runningTexts.contains(pattern)
    }

    private func isOutermost(_ line: PDFLine, _ page: PDFPage) -> Bool {
        let isAtTop = line.box.top < page.height / 2
        return !page.lines.contains { other in
            isAtTop ? other.box.bottom < line.box.top : other.box.top > line.box.bottom
        }
    }

    private static func isInMargin(_ line: PDFLine, _ page: PDFPage) -> Bool {
        line.box.bottom < page.height * margin || line.box.top > page.height * (1 - margin)
    }

    private static func band(_ line: PDFLine, _ page: PDFPage) -> Int {
        Int((line.box.bottom / tolerance).rounded())
    }

    /// The text with every number made the same.
    private static func pattern(_ text: String) -> String {
        var result = ""
        for character in text {
            if character.isNumber {
                if result.last != "#" { result.append("#") }
            } else {
                result.append(character)
            }
        }
        return result.count <= 8 && result.lowercased().allSatisfy({ "ivxlc".contains($0) }) ? "#" : result
    }

    /// `4.2`: the label of a heading that happens to stand at the top of many pages.
    private static func isSectionNumber(_ pattern: String) -> Bool {
        pattern.contains(".") && pattern.allSatisfy { $0 == "#" || $0 == "." }
    }

    private static func isPageNumber(_ pattern: String) -> Bool {
        // A number with dots inside is a section's.
        let letters = pattern.lowercased().filter { !" -–—|/()[]".contains($0) }
        return ["#", "page#", "page#of#", "##", "#of#", "p.#", "seite#", "쪽#", "#쪽"].contains(letters)
    }
}
