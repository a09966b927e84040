internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason bench memory`.
struct BenchMemoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory", abstract: "Measure how fast memory is read: the ceiling of decoding.")

    @Option(help: "Size of what is read, in megabytes.")
    var megabytes = 1024

    @Option(help: "Runs; the best counts.")
    var runs = 5

    @Option(help: "Threads; 0 is one a core.")
    var threads = 0

    @Option(help: "How the result is written: table or json.")
    var format: OutputFormat = .table

    func run() throws {
        let result = try BenchmarkService.memory(megabytes: megabytes, runs: runs, threads: threads)
        switch format {
        case .json:
            StandardOutput.line(String(decoding: try JSONCoding.encoder.encode(result), as: UTF8.self))
        case .table:
            StandardOutput.line(
                "\(Plain.bytes(Int(result.bytesPerSecond))) a second, \(result.threads) threads, over "
                    + Plain.bytes(result.byteCount))
        }
    }
}
