import Core
import Foundation
import Testing

@testable import Tokenizer

@Suite struct ChatTemplateTests {
    private let question = [Message(role: .user, content: "When does the harbour office open?")]

    private func render(_ source: String, _ messages: [Message]? = nil) throws -> String {
        try ChatTemplate(source: source).render(
            messages: messages ?? question, addGenerationPrompt: false, bosToken: "<s>", eosToken: "</s>",
            formatNow: ChatFixture.formatNow
        ).text
    }

    @Test func `renders chats as jinja2 does`() throws {
        let fixture = try ChatFixture.load()
        for item in fixture.cases {
            let source = try #require(fixture.templates[item.template])
            let messages = try #require(fixture.chats[item.chat])
            let text = try? ChatTemplate(source: source).render(
                messages: messages, addGenerationPrompt: item.prompt, bosToken: "<s>", eosToken: "</s>",
                extra: item.tools ? ["tools": ChatFixture.tools] : [:], formatNow: ChatFixture.formatNow
            ).text
            #expect(text == item.text, "\(item.template), \(item.chat), prompt \(item.prompt)")
        }
    }

    @Test func `follows the language as jinja2 does`() throws {
        for snippet in try ChatFixture.load().snippets {
            do {
                let text = try render(snippet.source)
                #expect(text == snippet.text, "\(snippet.source)")
            } catch let error as TokenizerError {
                #expect(snippet.text == nil, "\(snippet.source): \(error)")
            }
        }
    }
}
