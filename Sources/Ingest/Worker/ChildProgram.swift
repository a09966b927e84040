import CSandbox
import Core

#if canImport(Glibc)
    import Glibc
#endif

/// Runs a program as a child process of the worker and hands its output on line by line.
///
/// The child inherits the worker's cage; it gets no environment and no input.
struct ChildProgram {
    /// Where the program lies.
    let path: String
    /// Its arguments without its own name.
    let arguments: [String]
    /// The document's name for messages.
    let name: String
    /// How long it may take.
    let limits: ExtractionLimits
    /// Another program whose output is this one's input, and its arguments.
    var source: (path: String, arguments: [String])?

    /// Most bytes of output; a PDF with places of words has about 40 KB a page.
    private static let mostOutputBytes = 2 << 30
    private static let mostErrorBytes = 4096

    /// The first of several places where a program is installed; the environment has no `PATH`.
    static func find(_ program: String) -> String? {
        ["/usr/bin/", "/usr/local/bin/", "/bin/"].lazy.map { $0 + program }.first {
            unsafe access($0, X_OK) == 0
        }
    }

    /// Runs the program to its end.
    ///
    /// - Parameter receive: Takes the lines of output.
    /// - Returns: Its exit status, negative for a signal, and the beginning of what it wrote as errors.
    /// - Throws: ``IngestError`` `took_too_long`, `too_large`, `worker_failed`.
    func run(_ receive: (ArraySlice<UInt8>) -> Void) throws(IngestError) -> (status: Int32, words: String) {
        var feeder = Started()
        if let source { feeder = try start(source.path, source.arguments, input: -1) }
        defer { feeder.end() }
        let started = try start(path, arguments, input: feeder.output)
        let (child, output, errors) = (started.child, started.output, started.errors)
        feeder.closeOutput()
        var words: [UInt8] = []
        let failure = read(output: output, errors: errors, words: &words, receive)
        close(output)
        close(errors)
        if failure != nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        var peak: UInt64 = 0
        _ = unsafe cs_wait(child, &status, &peak)
        if let failure { throw failure }
        return (status, String(decoding: words, as: UTF8.self))
    }

    /// A program that runs, with the reading ends of its pipes.
    private struct Started {
        var child: pid_t = 0
        var output: Int32 = -1
        var errors: Int32 = -1

        /// Leaves the output to whoever was given it.
        mutating func closeOutput() {
            if output >= 0 { close(output) }
            output = -1
        }

        /// Ends the program, if it still runs, and forgets it.
        mutating func end() {
            guard child > 0 else { return }
            closeOutput()
            close(errors)
            kill(child, SIGKILL)
            var status: Int32 = 0
            var peak: UInt64 = 0
            _ = unsafe cs_wait(child, &status, &peak)
            child = 0
        }
    }

    private func start(_ path: String, _ arguments: [String], input: Int32) throws(IngestError) -> Started {
        var started = Started()
        let code = unsafe CArguments.with([path] + arguments) { arguments in
            unsafe cs_spawn_reader(path, arguments, input, &started.child, &started.output, &started.errors)
        }
        guard code == 0 else {
            throw IngestError(
                .workerFailed, name: name, "could not be read (\(SystemFault.text(code))); try again")
        }
        return started
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
        if !line.isEmpty { receive(line[...]) }
        return nil
    }
}
