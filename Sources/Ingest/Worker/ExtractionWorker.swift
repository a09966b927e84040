import Core
import Foundation

/// The body of `diapason worker extract`: reads request lines, answers each, ends with its input.
///
/// Runs in a process of its own. Before the first request it closes inherited descriptors, sets resource
/// limits and enters the sandbox (``SandboxProtections``); programs that it starts inherit all of it.
package enum ExtractionWorker {
    /// Serves requests on standard input until it ends.
    ///
    /// Call it first thing in the process, from the main thread, with an empty environment.
    ///
    /// - Returns: The exit status: 0 after the end of input, 2 after a line that is no request.
    package static func main() -> Int32 {
        let protections = Sandbox.enter(limits: ExtractionLimits())
        let input = LineReader(descriptor: 0, longestLine: 1 << 20)
        var output = WireWriter(descriptor: 1, protections: protections)
        do throws(IngestError) {
            while let line = try input.line(timeout: nil) {
                guard let request = try? JSONDecoder().decode(ExtractionRequest.self, from: Data(line)) else {
                    // The parent speaks the protocol; anything else is a person trying the command.
                    try output.finish(
                        ExtractionResponse(
                            skipped: .init(
                                IngestError(.workerFailed, message: "The line is not an extraction request."))
                        ))
                    return 2
                }
                try answer(request, to: &output)
            }
            return 0
        } catch {
            // The parent is gone; there is nobody to tell.
            return 1
        }
    }

    private static func answer(_ request: ExtractionRequest, to output: inout WireWriter) throws(IngestError)
    {
        let limits = request.limits ?? ExtractionLimits()
        Sandbox.allow(limits)
        var response = ExtractionResponse()
        do throws(IngestError) {
            if let archiveLimits = request.unpack {
                try ArchiveUnpacker.run(
                    path: request.path, name: request.name, limits: archiveLimits, sink: &output)
                response.unpacked = true
            } else {
                response.document = try Extractor.extract(
                    path: request.path, name: request.name, limits: limits)
            }
        } catch {
            if error.reason == .cancelled { throw error }
            response.skipped = .init(error)
        }
        if let blocks = response.document?.blocks {
            response.document?.blocks = []
            try output.send(blocks)
        }
        try output.finish(response)
    }
}
