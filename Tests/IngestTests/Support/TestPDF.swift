/// Writes small PDF files with text at given places.
struct TestPDF {
    /// A piece of text: place in points from the lower left corner, size, face (1 Helvetica, 2 Courier).
    struct Piece {
        var x = 72.0
        var y: Double
        var size = 10.0
        var face = 1
        var text: String
    }

    /// Writes one page for each list of pieces.
    static func bytes(_ pages: [[Piece]], title: String? = nil) -> [UInt8] {
        var objects: [String] = []
        let kids = pages.indices.map { "\(5 + 2 * $0) 0 R" }.joined(separator: " ")
        objects.append("<< /Type /Catalog /Pages 2 0 R >>")
        objects.append("<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>")
        objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
        for (index, page) in pages.enumerated() {
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(6 + 2 * index) 0 R"
                    + " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>")
            let content = page.map { piece in
                let text = piece.text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(
                    ")", with: "\\)"
                )
                .replacing("•", with: "\\225")
                return "BT /F\(piece.face) \(piece.size) Tf \(piece.x) \(piece.y) Td (\(text)) Tj ET"
            }.joined(separator: "\n")
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        let info = title.map { "<< /Title (\($0)) >>" }
        if let info { objects.append(info) }
        var file = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        let infoEntry = info == nil ? "" : " /Info \(objects.count) 0 R"
        file +=
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R\(infoEntry) >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(file.utf8)
    }
}
