import CSandbox
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
    /// Where Debian and its like install the program; the environment has no `PATH`.
    static let places = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext", "/bin/pdftotext"]

    /// Most bytes of output; about 40 KB a page are usual.
    private static let mostOutputBytes = 2 << 30
    private static let mostErrorBytes = 4096

    let path: String
    let name: String
    let limits: ExtractionLimits

    /// Reads the file.
    ///
    /// - Parameter receive: Takes the lines of output.
    /// - Throws: ``IngestError`` `encrypted`, `corrupt`, `reader_missing`, `took_too_long`.
    func run(_ receive: (ArraySlice<UInt8>) -> Void) throws(IngestError) {
        guard let program = Self.places.first(where: { unsafe access($0, X_OK) == 0 }) else {
            throw IngestError(
                .readerMissing, name: name,
                "needs the program pdftotext to be read; install the package poppler-utils")
        }
        var child: pid_t = 0
        var output: Int32 = -1
        var errors: Int32 = -1
        let code = unsafe CArguments.with([program, "-bbox-layout", path, "-"]) { arguments in
            unsafe cs_spawn_reader(program, arguments, &child, &output, &errors)
        }
        guard code == 0 else {
            throw IngestError(
                .workerFailed, name: name, "could not be read (\(SystemFault.text(code))); try again")
        }
        var words: [UInt8] = []
        let failure = read(output: output, errors: errors, words: &words, receive)
        close(output)
        close(errors)
        if failure != nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        var peak: UInt64 = 0
        _ = unsafe cs_wait(child, &status, &peak)
        if let failure { throw failure }
        if status != 0 { throw explain(status: status, words: String(decoding: words, as: UTF8.self)) }
    }

    private func read(
        output: Int32, errors: Int32, words: inout [UInt8], _ receive: (ArraySlice<UInt8>) -> Void
    ) -> IngestError? {
        let deadline = ContinuousClock.now + .seconds(limits.wallSeconds)
        var open = [output, errors]
        var line: [UInt8] = []
        var total = 0
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while open != [-1, -1] {
            let left = deadline - .now
            guard left > .zero else {
                return IngestError(
                    .tookTooLong, name: name,
                    "took longer to read than the \(limits.wallSeconds) seconds that are allowed; split it into smaller files"
                )
            }
            let ready = unsafe cs_wait_readable(
                open, 2, Int32(clamping: left.components.seconds * 1000 + 1000))
            for index in 0..<2 where ready > 0 && ready & Int32(1 << index) != 0 {
                let count = unsafe chunk.withUnsafeMutableBytes {
                    unsafe Glibc.read(open[index], $0.baseAddress, $0.count)
                }
                if count < 0 && errno == EINTR { continue }
                if count <= 0 {
                    open[index] = -1
                } else if index == 1 {
                    words.append(contentsOf: chunk[..<count].prefix(Self.mostErrorBytes - words.count))
                } else {
                    total += count
                    guard total <= Self.mostOutputBytes else {
                        return IngestError(
                            .tooLarge, name: name, "holds too much text; split it into smaller files")
                    }
                    var rest = chunk[..<count]
                    while let end = rest.firstIndex(of: 10) {
                        line.append(contentsOf: rest[..<end])
                        receive(line[...])
                        line.removeAll(keepingCapacity: true)
                        rest = rest[(end + 1)...]
                    }
                    line.append(contentsOf: rest)
                }
            }
        }
        return nil
    }

    /// poppler's exit status and words as a reason with a remedy.
    private func explain(status: Int32, words: String) -> IngestError {
        let lower = words.lowercased()
        if lower.contains("password") || lower.contains("encrypt") {
            return IngestError(
                .encrypted, name: name, "is protected by a password; save it without one and add it again")
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
