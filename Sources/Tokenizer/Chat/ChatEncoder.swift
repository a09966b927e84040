package import Core

/// Turns a chat into token ids by the model's own template.
///
/// The template's words may become control tokens; the words of messages never do, whatever they contain. For contents
/// without control tokens' names the ids equal those of `transformers`' `apply_chat_template`.
package struct ChatEncoder: Sendable {
    /// The tokenizer.
    package let tokenizer: Tokenizer
    /// The template.
    package let template: ChatTemplate
    /// Variables that every chat gets.
    package var extra: [String: TemplateValue]
    /// Formats the current time for a template that asks for it.
    package var formatNow: @Sendable (String) -> String

    /// Makes an encoder with the tokenizer's own template, or ChatML when it has `<|im_start|>` and no template.
    ///
    /// - Throws: ``TokenizerError`` when there is no template to use or it cannot be parsed.
    package init(
        tokenizer: Tokenizer, extra: [String: TemplateValue] = [:],
        formatNow: @escaping @Sendable (String) -> String = ChatTemplate.localTime
    ) throws(TokenizerError) {
        self.tokenizer = tokenizer
        self.extra = extra
        self.formatNow = formatNow
        if let source = tokenizer.chatTemplate, !source.isEmpty {
            template = try ChatTemplate(source: source)
        } else if tokenizer.specialToken(named: "<|im_start|>") != nil {
            template = try ChatTemplate(source: ChatTemplate.chatML)
        } else {
            throw .missingTemplate
        }
    }

    /// Returns the token ids of a chat.
    ///
    /// - Parameters:
    ///   - messages: The turns so far.
    ///   - addGenerationPrompt: Whether the ids end where the assistant begins to speak.
    /// - Returns: The token ids.
    /// - Throws: ``TokenizerError`` when the template refuses the chat or fails.
    package func encode(messages: [Message], addGenerationPrompt: Bool = true) throws(TokenizerError) -> [Int]
    {
        let chat = ChatBytes(try render(messages, addGenerationPrompt), tokenizer)
        return tokenizer.encode(bytes: chat.bytes, specialRanges: chat.templateRanges)
    }

    /// Returns the token ids of a chat whose turns have more to them than a role and a text.
    ///
    /// - Parameters:
    ///   - turns: The turns so far, as ``ChatTemplate/render(turns:addGenerationPrompt:bosToken:eosToken:extra:formatNow:)``
    ///     takes them.
    ///   - addGenerationPrompt: Whether the ids end where the assistant begins to speak.
    ///   - variables: Further variables beside ``extra``, such as `tools`.
    /// - Returns: The token ids.
    /// - Throws: ``TokenizerError`` when the template refuses the chat or fails.
    package func encode(
        turns: [TemplateValue], addGenerationPrompt: Bool = true, variables: [String: TemplateValue] = [:]
    ) throws(TokenizerError) -> [Int] {
        let rendered = try template.render(
            turns: turns, addGenerationPrompt: addGenerationPrompt,
            bosToken: name(tokenizer.beginningOfSequence),
            eosToken: name(tokenizer.endOfSequence), extra: extra.merging(variables) { $1 },
            formatNow: formatNow)
        let chat = ChatBytes(rendered, tokenizer)
        return tokenizer.encode(bytes: chat.bytes, specialRanges: chat.templateRanges)
    }

    /// Returns the token ids of a whole chat and what predicting each of them counts in training.
    ///
    /// What the assistant says and the token that ends its turn count 1, everything else 0. The ids before an answer
    /// are those that ``encode(messages:addGenerationPrompt:)`` gives when the answer is asked for, so that the model
    /// learns to answer exactly what it will see.
    ///
    /// - Parameter messages: The chat, answers included.
    /// - Returns: The ids and as many weights.
    /// - Throws: ``TokenizerError`` when the template refuses the chat or fails.
    package func encodeForTraining(
        _ messages: [Message]
    ) throws(TokenizerError) -> (ids: [Int], lossWeights: [Float]) {
        let chat = ChatBytes(try render(messages, false), tokenizer)
        var ids: [Int] = []
        var weights: [Float] = []
        var done = 0
        var position = TextPosition.start
        func append(_ range: Range<Int>, weight: Float) {
            let more = tokenizer.encode(
                bytes: Array(chat.bytes[range]), specialRanges: chat.templateRanges(within: range),
                at: &position)
            ids += more
            weights += Array(repeating: weight, count: more.count)
        }
        for answer in try answers(of: messages, in: chat) {
            append(done..<answer.lowerBound, weight: 0)
            append(answer, weight: 1)
            done = answer.upperBound
        }
        append(done..<chat.bytes.count, weight: 0)
        return (ids, weights)
    }

    private func render(_ messages: [Message], _ addGenerationPrompt: Bool) throws(TokenizerError)
        -> RenderedChat
    {
        try template.render(
            messages: messages, addGenerationPrompt: addGenerationPrompt,
            bosToken: name(tokenizer.beginningOfSequence), eosToken: name(tokenizer.endOfSequence),
            extra: extra,
            formatNow: formatNow)
    }

    private func name(_ id: Int?) -> String {
        id.map { tokenizer.decode([$0], includingSpecial: true) } ?? ""
    }

    /// Finds what the assistant says, from where it is asked to speak to the end of its turn.
    private func answers(of messages: [Message], in chat: ChatBytes) throws(TokenizerError) -> [Range<Int>] {
        var starts: [Int] = []
        for (index, message) in messages.enumerated() where message.role == .assistant {
            // A template may refuse a chat that is cut here, or show it differently; then the answer's own text counts.
            guard let prompt = try? render(Array(messages[..<index]), true) else { continue }
            let bytes = ChatBytes(prompt, tokenizer).bytes
            if chat.bytes.starts(with: bytes), chat.allowsAnswer(at: bytes.count),
                bytes.count > starts.last ?? -1
            {
                starts.append(bytes.count)
            }
        }
        for run in chat.answerRanges where !starts.contains(where: { chat.isAsked(at: $0, for: run) }) {
            starts.append(run.lowerBound)
        }
        starts.sort()
        return starts.indices.map { index in
            let start = starts[index]
            let limit = index + 1 < starts.count ? starts[index + 1] : chat.bytes.count
            let end =
                chat.answerRanges.last { $0.lowerBound >= start && $0.upperBound <= limit }?.upperBound
                ?? start
            return start..<min(chat.endOfTurn(after: end), limit)
        }
    }
}
