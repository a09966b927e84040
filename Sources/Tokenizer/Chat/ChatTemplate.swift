package import Core
import Foundation

/// A model's own Jinja template, which lays out a chat as the text that the model was trained on.
///
/// Renders what Python's jinja2 renders in the environment that `transformers` gives it. The template comes out of a
/// model file and is not trusted: it reaches nothing outside itself, and its steps, output and nesting are limited.
package struct ChatTemplate: Sendable {
    /// ChatML, for a model that has `<|im_start|>` and no template of its own.
    package static let chatML = """
        {% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + \
        '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}
        """

    private let statements: [JinjaStatement]

    /// Parses a template.
    ///
    /// - Throws: ``TokenizerError`` that names the line when the template is not valid, uses something that has no place
    ///   in a chat template (such as `include`), or is nested too deep.
    package init(source: String) throws(TokenizerError) {
        statements = try Self.translating { try JinjaParser.parse(source) }
    }

    /// Renders a chat.
    ///
    /// - Parameters:
    ///   - messages: The turns so far.
    ///   - addGenerationPrompt: Whether the text ends where the assistant begins to speak.
    ///   - bosToken: The name of the token that begins a sequence; empty when there is none.
    ///   - eosToken: The name of the token that ends a sequence; empty when there is none.
    ///   - extra: Further variables, such as `tools` or `enable_thinking`.
    ///   - formatNow: Formats the current time for a template that asks for it, in the manner of `strftime`.
    /// - Returns: The text with the origin of every part.
    /// - Throws: ``TokenizerError`` when the template refuses the chat, makes a mistake or does not end.
    package func render(
        messages: [Message], addGenerationPrompt: Bool, bosToken: String = "", eosToken: String = "",
        extra: [String: TemplateValue] = [:],
        formatNow: (String) -> String = Self.localTime
    ) throws(TokenizerError) -> RenderedChat {
        let contentCount = messages.reduce(0) { $0 + $1.content.unicodeScalars.count }
        return try render(
            contentCount, addGenerationPrompt, bosToken, eosToken, extra, formatNow,
            messages: { try messages.map { .dictionary(try Self.value(of: $0)) } })
    }

    /// Renders a chat whose turns have more to them than a role and a text: calls of tools, their results, reasoning,
    /// contents in parts.
    ///
    /// - Parameters:
    ///   - turns: The turns so far as mappings, with `role` and whatever the template looks at.
    ///   - addGenerationPrompt: Whether the text ends where the assistant begins to speak.
    ///   - bosToken: The name of the token that begins a sequence; empty when there is none.
    ///   - eosToken: The name of the token that ends a sequence; empty when there is none.
    ///   - extra: Further variables, such as `tools` or `enable_thinking`.
    ///   - formatNow: Formats the current time for a template that asks for it, in the manner of `strftime`.
    /// - Returns: The text with the origin of every part.
    /// - Throws: ``TokenizerError`` when the template refuses the chat, makes a mistake or does not end.
    package func render(
        turns: [TemplateValue], addGenerationPrompt: Bool, bosToken: String = "", eosToken: String = "",
        extra: [String: TemplateValue] = [:],
        formatNow: (String) -> String = Self.localTime
    ) throws(TokenizerError) -> RenderedChat {
        let contentCount = turns.reduce(0) { $0 + $1.scalarCount }
        return try render(
            contentCount, addGenerationPrompt, bosToken, eosToken, extra, formatNow,
            messages: { try turns.map { try Self.value(of: $0) } })
    }

    private func render(
        _ contentCount: Int, _ addGenerationPrompt: Bool, _ bosToken: String, _ eosToken: String,
        _ extra: [String: TemplateValue], _ formatNow: (String) -> String,
        messages: () throws -> [JinjaValue]
    ) throws(TokenizerError) -> RenderedChat {
        let contentCount = contentCount + extra.values.reduce(0) { $0 + $1.scalarCount }
        return try Self.translating {
            var variables: [String: JinjaValue] = [
                "tools": .none, "documents": .none, "add_generation_prompt": .boolean(addGenerationPrompt),
                "bos_token": .plain(bosToken), "eos_token": .plain(eosToken),
                "messages": try .list(messages()),
            ]
            for (name, value) in extra { variables[name] = try value.interpreted() }
            return try withoutActuallyEscaping(formatNow) { formatNow in
                RenderedChat(
                    try JinjaInterpreter.render(
                        statements, variables: variables, budget: JinjaBudget(contentCount: contentCount),
                        formatNow: formatNow))
            }
        }
    }

    /// Formats the local time as C's `strftime` does; at most 255 bytes.
    package static func localTime(_ format: String) -> String {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        var buffer = [CChar](repeating: 0, count: 256)
        let count = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func value(of message: Message) throws -> JinjaDictionary {
        let origin = TaggedText.contentBit | (message.role == .assistant ? TaggedText.answerBit : 0)
        return try JinjaDictionary([
            (.plain("role"), .plain(message.role.rawValue)),
            (.plain("content"), .text(TaggedText(message.content, origin: origin))),
        ])
    }

    /// Roles that are words of the template, not of the one who wrote the turn.
    private static let roles: Set<String> = [
        "assistant", "developer", "ipython", "system", "tool", "tool_results", "user",
    ]

    private static func value(of turn: TemplateValue) throws -> JinjaValue {
        var origin = TaggedText.contentBit
        if turn["role"] == .text("assistant") { origin |= TaggedText.answerBit }
        guard case .mapping(let entries) = turn else { return try turn.interpreted(origin: origin) }
        return .dictionary(
            try JinjaDictionary(
                entries.map { entry in
                    let key = JinjaValue.text(TaggedText(entry.key, origin: TaggedText.contentBit))
                    if entry.key == "role", case .text(let role) = entry.value, roles.contains(role) {
                        return (key, .plain(role))
                    }
                    return (key, try entry.value.interpreted(origin: origin))
                }))
    }

    private static func translating<Result>(_ body: () throws -> Result) throws(TokenizerError) -> Result {
        do {
            return try body()
        } catch let error as TokenizerError {
            throw error
        } catch {
            throw TokenizerError(.internalFault, "chat_template_fault", "The chat template failed: \(error).")
        }
    }
}
