import Foundation
import Testing

@testable import Tokenizer

@Suite struct TokenizerFileDamageTests {
    /// A small generator with a seed (SplitMix64), so that a failure can be repeated.
    private struct SeededGenerator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }

    private static let scraps = [
        "", "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "0", "1e9", "99999999999999999999",
        "\\", "\\u0000",
        "\"\"", "[]", "{}", "\"type\":\"Sequence\"", "\"Metaspace\"", "\"ByteLevel\"", "\"Unigram\"",
        "\"WordPiece\"", "▁", "##",
    ]

    @Test(arguments: FamilyFixture.names)
    func `answers damaged files with a tokenizer that works or a refusal`(_ name: String) throws {
        let fixture = try FamilyFixture.shared.get()
        let family = try fixture.family(name)
        // Small vocabularies, so that damage meets the rest of the file.
        let model =
            family.file.contains("\"Unigram\"")
            ? #""vocab":[["<unk>",0],["<s>",0],["</s>",0],["▁a",-1.5],["b",-2]]"#
            : #""vocab":{"<unk>":0,"<s>":1,"</s>":2,"a":3,"b":4,"ab":5,"[UNK]":6},"merges":["a b"]"#
        let source = Array(
            family.file.replacingOccurrences(of: "\"model\":{", with: "\"model\":{\(model),").utf8)
        var generator = SeededGenerator(state: UInt64(name.utf8.count))
        for _ in 0..<150 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                let start = Int.random(in: 0...bytes.count, using: &generator)
                let end = min(bytes.count, start + Int.random(in: 0...6, using: &generator))
                let scrap = Self.scraps.randomElement(using: &generator) ?? ""
                bytes.replaceSubrange(start..<end, with: Array(scrap.utf8))
            }
            do {
                let tokenizer = try Tokenizer(files: TokenizerFiles(tokenizer: bytes, configuration: bytes))
                for text in ["", " ab  a▁b</s>\n漢", "\0é<unk>"] {
                    _ = tokenizer.decode(
                        tokenizer.encode(text, allowingSpecial: true), includingSpecial: true)
                }
            } catch {
                #expect(error.message.count < 600 && !error.message.contains("\n"))
            }
        }
    }
}
