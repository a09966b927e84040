import Core
import Ingest

/// Gives bytes to the readers of documents and uses everything that they hand out.
///
/// Shared by ordinary tests and by the fuzzer of `scripts/fuzz.sh`: it uses what the package offers and no more.
enum ExtractorProbe {
    /// Reads bytes as a format and checks what every document promises.
    static func read(_ bytes: [UInt8], _ format: DocumentFormat) throws(IngestError) {
        let document = try Extractor.extract(bytes, as: format, name: "input")
        precondition(!document.blocks.isEmpty, "A document without blocks is a refusal.")
        for block in document.blocks {
            let width = block.rows.first?.count ?? 0
            precondition(block.rows.allSatisfy { $0.count == width }, "Rows differ in length.")
            precondition((block.kind == .table) == block.text.isEmpty, "A block has text or rows.")
        }
    }
}
