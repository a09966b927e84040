/// Recognises program code on a page: in a typewriter face every letter takes the same width.
enum PDFMonospace {
    /// The width of a letter when a line is set in a typewriter face, or nil.
    ///
    /// - Parameter known: The width found in the line before; a short line then only has to fit it.
    static func letterWidth(of line: PDFLine, known: Double?) -> Double? {
        var letters = 0
        var widths: [Double] = []
        for word in line.words {
            let count = word.text.unicodeScalars.count
            // Wide characters take two places, so nothing can be said.
            if word.text.unicodeScalars.contains(where: { $0.value >= 0x1100 }) { return nil }
            guard count >= 2 else { continue }
            letters += count
            widths.append(word.box.width / Double(count))
        }
        guard let first = widths.first, first > 0 else {
            return known != nil && line.words.count <= 3 && line.text.count <= 4 ? known : nil
        }
        let reference = known ?? widths.reduce(0, +) / Double(widths.count)
        guard widths.allSatisfy({ abs($0 - reference) < reference * 0.02 }) else { return nil }
        if known != nil { return known }
        return letters >= 8 && widths.count >= 2 ? reference : nil
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
