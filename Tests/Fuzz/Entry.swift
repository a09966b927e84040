import Core
import Engine
import Foundation
import Ingest
import Tokenizer

/// The readers that can be fuzzed, by the name that `scripts/fuzz.sh` is given.
private let targets: [String: @Sendable ([UInt8]) -> Void] = [
    "gguf": { bytes in refusing { () throws(EngineError) in try ReaderProbe.gguf(bytes) } },
    "safetensors": { bytes in refusing { () throws(EngineError) in try ReaderProbe.safetensors(bytes) } },
    "index": { bytes in refusing { () throws(EngineError) in try ReaderProbe.index(bytes) } },
    "config": { bytes in refusing { () throws(EngineError) in try ReaderProbe.configuration(bytes) } },
    "tokenizer": { bytes in refusing { () throws(TokenizerError) in try TokenizerProbe.tokenizer(bytes) } },
    "value": { bytes in refusing { () throws(TokenizerError) in try TokenizerProbe.value(bytes) } },
    "rtf": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .rtf) } },
    "mail": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .email) } },
    "chat": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .chat) } },
    "latex": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .latex) } },
    "rst": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .restructuredText) }
    },
    "asciidoc": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .asciidoc) } },
    "info": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .info) } },
    "subtitles": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .subtitles) }
    },
    "notebook": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .notebook) } },
    "text": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .text) } },
    "markdown": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .markdown) } },
    "html": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .html) } },
    "csv": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .csv) } },
    "json": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .json) } },
    "jsonl": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .jsonl) } },
    "code": { bytes in refusing { () throws(IngestError) in try ExtractorProbe.read(bytes, .code) } },
    "template": { bytes in refusing { () throws(TokenizerError) in try TokenizerProbe.template(bytes) } },
]

/// The reader that this run is about.
private let target: @Sendable ([UInt8]) -> Void = {
    let name = ProcessInfo.processInfo.environment["DIAPASON_FUZZ_TARGET"] ?? ""
    guard let target = targets[name] else {
        preconditionFailure("Set DIAPASON_FUZZ_TARGET to one of \(targets.keys.sorted()).")
    }
    return target
}()

/// Runs a reader; a refusal has to be one sentence.
private func refusing<Refused: ExplainedError>(_ probe: () throws(Refused) -> Void) {
    do {
        try probe()
    } catch {
        Refusal.check(error)
    }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}
