import Core
import Foundation
import Testing

@testable import Tokenizer

@Suite struct ChatTemplateLimitTests {
    private let question = [Message(role: .user, content: "Hello")]

    private func refusal(_ source: String) -> TokenizerError? {
        do {
            let chat = try ChatTemplate(source: source).render(messages: question, addGenerationPrompt: true)
            Issue.record("the template made \(chat.text.count) characters: \(source.prefix(80))")
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% set ns = namespace(x='ab') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x='ab') %}{% for i in range(9999) %}{{ ns.x * 9999 }}{% endfor %}",
        "{{ 'a' * 99999999999 }}", "{{ 'a' * 9223372036854775807 }}",
        "{{ 'ab'.replace('', 'x' * 999999) * 99 }}",
        "{{ 'x'.ljust(999999999999) }}", "{{ 'x' | center(999999999999) }}",
        "{{ 'a\\nb' | indent(999999999999) }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(999) %}{% set ns.x = [ns.x] %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(39) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}",
        "{% set ns = namespace(x={}) %}{% for i in range(999) %}{% set ns.x = {'a': ns.x} %}{% endfor %}",
        "{% set ns = namespace(c=1) %}{% for i in range(9999) %}{% set ns.c = cycler(ns.c) %}{% endfor %}",
        "{% set ns = namespace(c=1) %}{% for i in range(9999) %}{% set ns.c = joiner(ns.c) %}{% endfor %}",
        "{% set ns = namespace(l=1) %}{% for i in range(9999) %}{% for j in [ns.l] %}{% set ns.l = loop %}"
            + "{% endfor %}{% endfor %}",
        "{{ range(99999999) }}", "{{ range(9999) | map('string') | map('center', 9999) | list | length }}",
        "{% for i in range(99999) %}{{ range(99999) | list | length }}{% endfor %}",
        "{{ '%0999999999d' % 1 }}", "{{ 9223372036854775807 + 1 }}", "{{ 2 ** 64 }}",
        "{{ [1] | batch(99999999999, 0) }}",
    ])
    func `stops a template that asks for too much`(_ source: String) throws {
        let error = try #require(refusal(source))
        #expect(error.message.hasPrefix("The model's chat template"))
        #expect(!error.message.contains("\n"))
    }

    @Test(arguments: [
        String(repeating: "(", count: 100_000),
        String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000),
        String(repeating: "not ", count: 100_000) + "1", String(repeating: "-", count: 100_000) + "1",
        "1" + String(repeating: "+1", count: 100_000), "a" + String(repeating: ".a", count: 100_000),
        "a" + String(repeating: "|trim", count: 100_000),
        String(repeating: "1 if 1 else ", count: 100_000) + "1",
        "1" + String(repeating: " is defined", count: 100_000), String(repeating: "{1:", count: 3000),
        "a" + String(repeating: "[0]", count: 100_000), "a" + String(repeating: "()", count: 100_000),
        String(repeating: "a(", count: 3000), "1" + String(repeating: " if 1", count: 100_000),
    ])
    func `refuses an expression that nests too deep`(_ expression: String) throws {
        #expect(try #require(refusal("{{ " + expression + " }}")).message.count < 300)
    }

    @Test(arguments: [
        "{% if 1 %}", "{% for i in [1] %}", "{% filter trim %}", "{% set x %}", "{% with %}",
        "{% call m() %}",
    ])
    func `refuses blocks that nest too deep`(_ tag: String) throws {
        #expect(try #require(refusal(String(repeating: tag, count: 10_000))).code == "chat_template_limit")
    }

    @Test func `unpacks targets to a limited depth`() throws {
        let target = String(repeating: "(", count: 10_000)
        _ = try #require(refusal("{% for \(target)a in [1] %}{% endfor %}"))
    }

    @Test(arguments: [
        "{{ ''.__class__ }}{{ messages.__len__ }}[{{ messages[0].__dict__ }}]", "{{ ''['__class__'] }}",
        "{{ namespace(a=1).__init__ }}", "{{ range.__globals__ }}",
    ])
    func `shows nothing of its insides`(_ source: String) throws {
        let text = try ChatTemplate(source: source).render(messages: question, addGenerationPrompt: true).text
        #expect(text.filter { $0 != "[" && $0 != "]" }.isEmpty)
    }

    @Test func `refuses a template that is too long`() throws {
        #expect(
            try #require(refusal(String(repeating: "a", count: (1 << 20) + 1))).code == "chat_template_limit")
    }

    @Test func `names the line of a mistake`() throws {
        let error = try #require(refusal("a\nb\n{{ 1 | nonsense }}"))
        #expect(
            error.message
                == "The model's chat template cannot be used (line 3): the filter \"nonsense\" is not known.")
    }

    @Test func `passes on what a template says against a chat`() throws {
        let error = try #require(refusal("{{ raise_exception('Only one turn, please.') }}"))
        #expect(error.code == "chat_refused_by_template")
        #expect(error.message == "The model's chat template refuses this chat: Only one turn, please.")
    }

    @Test(arguments: ["Only\\n\\none turn,\\tplease.", "Only\n one\u{2028}turn,\u{0}\u{1B}please."])
    func `passes it on in one line`(text: String) throws {
        let error = try #require(refusal("{{ raise_exception('\(text)') }}"))
        #expect(error.message == "The model's chat template refuses this chat: Only one turn, please.")
    }

    @Test func `names the letter of a format that may end a line`() throws {
        let error = try #require(refusal("{{ '%\\n' | format(1) }}"))
        #expect(error.message.hasSuffix(#"the format "%\n" is not known."#), "\(error.message)")
    }

    @Test func `lets a long chat pass`() throws {
        let messages = (0..<400).map {
            Message(role: $0 % 2 == 0 ? .user : .assistant, content: String(repeating: "word ", count: 2000))
        }
        let source = try #require(try ChatFixture.load().templates["qwen"])
        let chat = try ChatTemplate(source: source).render(messages: messages, addGenerationPrompt: true)
        #expect(chat.text.utf8.count > 4_000_000)
    }
}
