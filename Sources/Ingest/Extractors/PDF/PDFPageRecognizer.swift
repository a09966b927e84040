import Core

/// Reads scanned pages: `pdftoppm` draws a page, `tesseract` recognises its text; both are children of the worker.
struct PDFPageRecognizer {
    private static let folders = [
        "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
        "/usr/share/tessdata",
    ]
    /// Most languages that are tried on a page: each takes its time.
    private static let mostLanguages = 3
    /// Dots an inch: letters of ten points are then about 28 dots high.
    private static let resolution = "200"

    private let path: String
    private let name: String
    private let limits: ExtractionLimits
    private let painter: String
    private let reader: String
    private let languages: String

    /// Prepares the two programs; nil when one of them or every language is missing.
    init?(path: String, name: String, limits: ExtractionLimits) {
        let languages = Self.installedLanguages()
        guard let painter = ChildProgram.find("pdftoppm"), let reader = ChildProgram.find("tesseract"),
            !languages.isEmpty
        else { return nil }
        self.path = path
        self.name = name
        self.limits = limits
        self.painter = painter
        self.reader = reader
        self.languages = languages.joined(separator: "+")
    }

    /// The text of one page, from 1; empty when there is none on it, nil when the programs fail.
    func text(ofPage page: Int) throws(IngestError) -> String? {
        // Several threads for one page are slower than one.
        let program = ChildProgram(
            path: "/usr/bin/env",
            arguments: ["OMP_THREAD_LIMIT=1", reader, "stdin", "stdout", "-l", languages],
            name: name, limits: limits,
            source: (
                painter, ["-q", "-gray", "-r", Self.resolution, "-f", String(page), "-l", String(page), path]
            ))
        var bytes: [UInt8] = []
        let (status, _) = try program.run { if bytes.count < limits.documentBytes { bytes += $0 + [10] } }
        return status == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// English first, then what else is installed.
    private static func installedLanguages() -> [String] {
        for folder in folders {
            guard let entries = try? FolderEntry.list(Array(folder.utf8CString), name: folder, limit: 400)
            else {
                // The program of another version keeps them elsewhere.
                continue
            }
            let names = entries.map(\.name).filter { $0.hasSuffix(".traineddata") && !$0.hasPrefix("osd") }
                .map { String($0.dropLast(".traineddata".count)) }
            if names.isEmpty { continue }
            return Array((names.filter { $0 == "eng" } + names.filter { $0 != "eng" }).prefix(mostLanguages))
        }
        return []
    }
}
