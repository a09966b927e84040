extension TestPDF {
    /// A file of one page that is nothing but a grey picture, one byte a dot.
    static func scan(_ dots: [UInt8], width: Int, height: Int) -> [UInt8] {
        let content = "q 595 0 0 842 0 0 cm /I Do Q"
        let objects: [(String, [UInt8]?)] = [
            ("<< /Type /Catalog /Pages 2 0 R >>", nil), ("<< /Type /Pages /Count 1 /Kids [3 0 R] >>", nil),
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                    + " /Resources << /XObject << /I 5 0 R >> >> >>", nil
            ),
            ("<< /Length \(content.utf8.count) >>", Array(content.utf8)),
            (
                "<< /Type /XObject /Subtype /Image /Width \(width) /Height \(height) /ColorSpace /DeviceGray"
                    + " /BitsPerComponent 8 /Length \(width * height) >>",
                Array(dots.prefix(width * height))
            ),
        ]
        var file = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Array("\(index + 1) 0 obj\n\(object.0)\n".utf8)
            if let stream = object.1 { file += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
            file += Array("endobj\n".utf8)
        }
        let start = file.count
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        table += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return file + Array(table.utf8)
    }
}
