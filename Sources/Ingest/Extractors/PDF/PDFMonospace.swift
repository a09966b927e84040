/// Recognises program code on a page: in a typewriter face every letter takes the same width.
struct PDFMonospace {
    /// Letter widths of the document's typewriter faces.
    private var widths: [Double] = []

    /// A width must be found in this many lines before it is believed.
    private static let fewestLines = 4
    private static let tolerance = 0.01

    /// Looks for typewriter faces in all lines.
    init(_ lines: some Sequence<PDFLine>) {
        var counts: [Int: Int] = [:]
        for line in lines {
            let all = Self.widths(of: line)
            guard all.count >= 3, let first = all.first else { continue }
            let mean = all.reduce(0, +) / Double(all.count)
            if first > 0, all.allSatisfy({ abs($0 - mean) < mean * Self.tolerance }) {
                counts[Int((mean * 20).rounded()), default: 0] += 1
            }
        }
        // Letters of hardly any width are laid over a picture, not set.
        widths = counts.filter { $0.key > 0 && $0.value >= Self.fewestLines }.keys.map { Double($0) / 20 }
    }

    /// The width of a letter when a line is set in one of the faces, or nil.
    ///
    /// `known`: The width in the line before; a short line then only has to fit it.
    ///
    /// - Returns: The width in points, or nil when the letters differ.
    func letterWidth(of line: PDFLine, known: Double?) -> Double? {
        let all = Self.widths(of: line)
        if all.isEmpty { return line.text.count <= 4 ? known : nil }
        let letters = line.words.reduce(0) { $0 + $1.text.count }
        for width in (known.map { [$0] } ?? []) + widths
        where all.allSatisfy({ abs($0 - width) < width * Self.tolerance + 0.03 }) {
            if known == width || letters >= 6 { return width }
        }
        return nil
    }

    /// Width of a letter in every word of two or more; empty when there is a wide character.
    private static func widths(of line: PDFLine) -> [Double] {
        var result: [Double] = []
        for word in line.words {
            let count = word.text.unicodeScalars.count
            if word.text.unicodeScalars.contains(where: {
                $0.value >= 0x1100 && !(0x2000...0x27BF).contains($0.value)
            }) {
                return []
            }
            if count >= 2 { result.append(word.box.width / Double(count)) }
        }
        return result
    }

    /// The line with its spaces as they were, from a left edge.
    static func text(of line: PDFLine, from left: Double, letterWidth: Double) -> String {
        var result = ""
        for word in line.words {
            let column = Int(((word.box.left - left) / letterWidth).rounded())
            let missing = column - result.unicodeScalars.count
            result += String(repeating: " ", count: min(max(missing, result.isEmpty ? 0 : 1), 120))
            result += word.text
        }
        return result
    }
}
