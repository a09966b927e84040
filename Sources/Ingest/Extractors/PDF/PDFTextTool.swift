import Core

#if canImport(Glibc)
    import Glibc
#endif

/// Runs poppler's `pdftotext` as a child process and hands its output on line by line.
///
/// The mode is `-bbox-layout`: words with their places, gathered into lines and blocks in reading order.
/// `-raw` and `-layout` give text without places, from which headings, running titles, tables and program
/// code cannot be told; the price is about a quarter more time. The output is in poppler's own fixed form,
/// one element a line, so no XML parser reads it.
struct PDFTextTool {
    let path: String
    let name: String
    let limits: ExtractionLimits

    /// Reads the file.
    ///
    /// - Parameter receive: Takes the lines of output.
    /// - Throws: ``IngestError`` `encrypted`, `corrupt`, `reader_missing`, `took_too_long`.
    func run(_ receive: (ArraySlice<UInt8>) -> Void) throws(IngestError) {
        guard let program = ChildProgram.find("pdftotext") else {
            throw IngestError(
                .readerMissing, name: name,
                "needs the program pdftotext to be read; install the package poppler-utils")
        }
        let (status, words) = try ChildProgram(
            path: program, arguments: ["-bbox-layout", path, "-"], name: name, limits: limits
        ).run(receive)
        if status != 0 { throw explain(status: status, words: words) }
    }

    /// poppler's exit status and words as a reason with a remedy.
    private func explain(status: Int32, words: String) -> IngestError {
        let lower = words.lowercased()
        if lower.contains("password") || lower.contains("encrypt") {
            return IngestError.encryptedDocument(name: name)
        }
        if status == 3 || lower.contains("copying of text") {
            return IngestError(
                .encrypted, name: name, "forbids taking its text; ask its author for a copy that allows it")
        }
        if status == -SIGXCPU {
            return IngestError(.tookTooLong, name: name, "took too long to read; split it into smaller files")
        }
        if lower.contains("memory") || lower.contains("bad_alloc") || status == -SIGKILL {
            return IngestError(
                .outOfMemory, name: name, "needed more memory to read than is allowed; split it")
        }
        if status < 0 {
            return IngestError(
                .readerCrashed, name: name,
                "made the PDF reader crash and is probably damaged; save it again as PDF")
        }
        return IngestError(.corrupt, name: name, "is damaged and cannot be read as PDF; save it again as PDF")
    }
}
