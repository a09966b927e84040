import Core
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Writes the worker's answers; as a sink it sends archive members to the parent, which writes the files.
struct WireWriter: ArchiveSink {
    private let descriptor: Int32
    private let protections: SandboxProtections
    private let encoder: JSONEncoder

    /// Writes to a descriptor.
    init(descriptor: Int32, protections: SandboxProtections) {
        self.descriptor = descriptor
        self.protections = protections
        encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    }

    /// Writes the last line of an answer.
    func finish(_ response: ExtractionResponse) throws(IngestError) {
        var response = response
        response.protections = protections.rawValue
        try send(response)
    }

    /// Writes the blocks of a document, in pieces.
    func send(_ blocks: [DocumentBlock]) throws(IngestError) {
        try BlockPieces.forEach(blocks) { piece throws(IngestError) in
            switch piece {
            case .blocks(let blocks): try send(ExtractionResponse(blocks: blocks))
            case .rows(let rows): try send(ExtractionResponse(rows: rows))
            }
        }
    }

    func begin(_ name: String) throws(IngestError) { try send(ExtractionResponse(member: name)) }

    func write(_ bytes: ArraySlice<UInt8>) throws(IngestError) {
        try send(ExtractionResponse(bytes: bytes.count))
        try writeAll(bytes)
    }

    func end(_ error: IngestError?) throws(IngestError) {
        try send(ExtractionResponse(memberEnd: .init(refusal: error.map { .init($0) })))
    }

    func refuse(_ name: String, _ error: IngestError) throws(IngestError) {
        try send(ExtractionResponse(refused: .init(name: name, refusal: .init(error))))
    }

    private func send(_ response: ExtractionResponse) throws(IngestError) {
        guard var line = try? encoder.encode(response) else {
            // Strings and numbers always encode; this would be a fault of Foundation.
            throw IngestError(.cancelled, message: "The answer could not be encoded.")
        }
        line.append(10)
        try writeAll(Array(line)[...])
    }

    private func writeAll(_ bytes: ArraySlice<UInt8>) throws(IngestError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw IngestError(.cancelled, message: "The reader of the answers is gone.")
            }
            rest = rest.dropFirst(count)
        }
    }
}
