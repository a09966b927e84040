import Core
import Engine
import Tensor
import TestSupport
import Testing

/// Damaged files by the thousand: each is read or refused in one sentence, and nothing else happens.
///
/// `scripts/fuzz.sh` looks longer and with the sanitizers, from the same probes.
@Suite struct ReaderFuzzTests {
    private static let inputs = 20_000

    private func run(
        _ mutator: ByteMutator, _ probe: ([UInt8]) throws(EngineError) -> Void
    ) -> (accepted: Int, refused: Int) {
        var mutator = mutator
        var (accepted, refused) = (0, 0)
        for _ in 0..<Self.inputs {
            let input = mutator.next()
            do throws(EngineError) {
                try probe(input)
                accepted += 1
            } catch {
                refused += 1
                #expect(ReaderProbe.isSentence(error), "\(error.message)")
            }
        }
        return (accepted, refused)
    }

    private func bytes(of name: String) throws -> [UInt8] {
        let file = try MappedFile(path: Fixture.path(name))
        return try file.bytes(at: 0, count: file.byteCount)
    }

    @Test func `GGUF files that are damaged at random`() throws {
        let seeds = [try bytes(of: "written.gguf"), GGUFBytes.llama().bytes]
        let counts = run(
            ByteMutator(seed: 1, seeds: seeds, words: ["GGUF", "general.alignment", "\u{0}"]),
            ReaderProbe.gguf)
        // Both ways are walked: changes to weights alone keep a file sound.
        #expect(counts.accepted > Self.inputs / 20 && counts.refused > Self.inputs / 20, "\(counts)")
    }

    @Test func `safetensors files that are damaged at random`() throws {
        let seeds = [try bytes(of: "written.safetensors")]
        let words = [
            "{", "}", "[", "]", ",", ":", "\"", "\\u0000", "__metadata__", "dtype", "F64", "BF16", "-1",
            "1e9",
        ]
        let counts = run(ByteMutator(seed: 2, seeds: seeds, words: words), ReaderProbe.safetensors)
        #expect(counts.accepted > Self.inputs / 100 && counts.refused > Self.inputs / 20, "\(counts)")
    }

    @Test func `indexes of shards that are damaged at random`() throws {
        let seed = Array(
            #"{"metadata": {"total_size": 24}, "weight_map": {"a": "m-1.safetensors", "b": "m-2.safetensors"}}"#
                .utf8)
        let words = [
            "{", "}", "[", "]", ",", "\"", "..", "/", "\\/", "\\u002f", "weight_map", "null", ".safetensors",
        ]
        let counts = run(ByteMutator(seed: 3, seeds: [seed], words: words), ReaderProbe.index)
        #expect(counts.accepted > Self.inputs / 100 && counts.refused > Self.inputs / 20, "\(counts)")
    }

    @Test func `settings that are damaged at random`() throws {
        let seed = Array(
            #"{"architectures": ["LlamaForCausalLM"], "hidden_size": 64, "rope": {"base": 1e4, "x": [1, 2.5]}, "t": true}"#
                .utf8)
        let words = ["{", "}", "[", "]", ",", "\"", "null", "1e999", "-0", "9223372036854775808", "\\ud800"]
        let counts = run(ByteMutator(seed: 4, seeds: [seed], words: words), ReaderProbe.configuration)
        #expect(counts.accepted > Self.inputs / 100 && counts.refused > Self.inputs / 20, "\(counts)")
    }

    @Test func `makes the same inputs from the same seed`() {
        let series = { (seed: UInt64) in
            var mutator = ByteMutator(seed: seed, seeds: [Array(0..<100)])
            return (0..<100).map { _ in mutator.next() }
        }
        #expect(series(5) == series(5) && series(5) != series(6))
    }
}
