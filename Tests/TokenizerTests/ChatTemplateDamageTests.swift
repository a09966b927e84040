import Core
import Foundation
import Testing

@testable import Tokenizer

@Suite struct ChatTemplateDamageTests {
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
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "|", "(", ")", "[", "]", "'", "\"", ":", ",", ".", "\\", "~",
        "**", "//",
        " if ", " else ", " for ", " in ", " is ", " not ", "loop", "range", "namespace", "messages", "none",
        "''", "[]",
        "{}", "0", "-1", "1e308", "9223372036854775807", "(-9223372036854775807-1)", "[::-1]", "\n", "\u{0}",
    ]

    @Test(arguments: 0..<8)
    func `answers damaged templates with text or a refusal`(_ seed: UInt64) throws {
        let fixture = try ChatFixture.load()
        let sources = fixture.snippets.map(\.source) + fixture.templates.values.sorted()
        let messages = try #require(fixture.chats["dialogue"])
        var generator = SeededGenerator(state: seed)
        for _ in 0..<250 {
            var source = Array((sources.randomElement(using: &generator) ?? "").unicodeScalars)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let start = Int.random(in: 0...source.count, using: &generator)
                let end = min(source.count, start + Int.random(in: 0...4, using: &generator))
                let scrap = Self.scraps.randomElement(using: &generator) ?? ""
                source.replaceSubrange(start..<end, with: Array(scrap.unicodeScalars))
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: source)
            do {
                _ = try ChatTemplate(source: String(view)).render(
                    messages: messages, addGenerationPrompt: true)
            } catch {
                #expect(error.code != "chat_template_fault", "\(String(view))")
                #expect(error.message.count < 600)
            }
        }
    }
}
