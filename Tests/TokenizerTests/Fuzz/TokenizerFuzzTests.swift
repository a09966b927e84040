import Core
import Foundation
import TestSupport
import Testing
import Tokenizer

/// Damaged tokenizers, values and templates by the thousand, from the seeds that `scripts/fuzz.sh` starts from too.
@Suite struct TokenizerFuzzTests {
    private static let inputs = 4_000

    private static func seeds(_ target: String) throws -> [[UInt8]] {
        let folder = PackageRoot.path + "Tests/Fuzz/Seeds/" + target
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
            [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + $0)))
        }
    }

    /// Gives damaged inputs to a probe and counts how it answered.
    private func run(
        _ seed: UInt64, _ target: String, words: [String], _ probe: ([UInt8]) throws(TokenizerError) -> Void
    ) throws -> (accepted: Int, refused: Int) {
        var mutator = ByteMutator(seed: seed, seeds: try Self.seeds(target), words: words)
        var (accepted, refused) = (0, 0)
        for _ in 0..<Self.inputs {
            let input = mutator.next()
            do throws(TokenizerError) {
                try probe(input)
                accepted += 1
            } catch {
                refused += 1
                let isSentence = !error.message.contains(where: \.isNewline) && error.message.count <= 1000
                #expect(isSentence && error.category != .internalFault, "\(error.message)")
            }
        }
        return (accepted, refused)
    }

    private static let json = ["{", "}", "[", "]", ",", ":", "\"", "null", "-1", "1e9", "\\u0000", "\\ud800"]

    @Test func `tokenizers that are damaged at random`() throws {
        let words = Self.json + ["\"ByteLevel\"", "\"Sequence\"", "\"type\"", "\u{2581}", "##"]
        let counts = try run(6, "tokenizer", words: words, TokenizerProbe.tokenizer)
        // Both ways are walked.
        #expect(counts.accepted > Self.inputs / 100 && counts.refused > Self.inputs / 20, "\(counts)")
    }

    @Test func `values for templates that are damaged at random`() throws {
        let counts = try run(7, "value", words: Self.json, TokenizerProbe.value)
        #expect(counts.accepted > Self.inputs / 100 && counts.refused > Self.inputs / 20, "\(counts)")
    }

    @Test func `templates that are damaged at random`() throws {
        let words = [
            "{{", "}}", "{%", "%}", "{#", "-", "|", "(", "[::-1]", " if ", " for ", " in ", "loop", "~", "**",
        ]
        let counts = try run(8, "template", words: words, TokenizerProbe.template)
        #expect(counts.accepted > Self.inputs / 100 && counts.refused > Self.inputs / 20, "\(counts)")
    }
}
