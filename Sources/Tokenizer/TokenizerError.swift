package import Core

/// What can go wrong with a vocabulary, a chat template or a chat.
package struct TokenizerError: ExplainedError, Hashable {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable word in snake case.
    package let code: String
    /// One sentence that names the thing and the remedy.
    package let message: String

    init(_ category: ErrorCategory, _ code: String, _ message: String) {
        self.category = category
        self.code = code
        self.message = message
    }

    static func unsupportedModel(_ model: String) -> TokenizerError {
        TokenizerError(
            .unsupported, "unsupported_tokenizer",
            "The tokenizer type \(quoted(model)) is not supported; use a model whose tokenizer.ggml.model is one of "
                + "\(TokenizerParts.knownModels.joined(separator: ", ")).")
    }

    static func unsupportedPreTokenizer(_ name: String) -> TokenizerError {
        TokenizerError(
            .unsupported, "unsupported_pre_tokenizer",
            "The pre-tokenizer \(quoted(name)) is not known, and guessing would split words wrongly without "
                + "notice; use a model whose tokenizer.ggml.pre is one of "
                + "\(PreTokenizer.knownNames.joined(separator: ", ")).")
    }

    static func corruptVocabulary(_ reason: String) -> TokenizerError {
        TokenizerError(
            .corrupt, "corrupt_vocabulary",
            "The model's vocabulary is damaged: \(reason); get the model file again.")
    }

    static func corruptFile(_ file: String, _ reason: String) -> TokenizerError {
        TokenizerError(
            .corrupt, "corrupt_tokenizer_file",
            "The model's \(file) is damaged: \(reason); get the model again.")
    }

    static func unsupportedPart(_ part: String) -> TokenizerError {
        TokenizerError(
            .unsupported, "unsupported_tokenizer_part",
            "The model's tokenizer.json asks for \(part), which is not supported; use a model of another family."
        )
    }

    static func template(_ reason: String, line: Int? = nil) -> TokenizerError {
        let place = line.map { " (line \($0))" } ?? ""
        return TokenizerError(
            .invalidInput, "chat_template_failed",
            "The model's chat template cannot be used\(place): \(reason).")
    }

    static func templateLimit(_ reason: String) -> TokenizerError {
        TokenizerError(
            .tooLarge, "chat_template_limit",
            "The model's chat template was stopped because \(reason); use a model with a sound template.")
    }

    static func raised(_ text: String) -> TokenizerError {
        TokenizerError(
            .invalidInput, "chat_refused_by_template",
            "The model's chat template refuses this chat: \(shortened(oneLine(text)))")
    }

    static var missingTemplate: TokenizerError {
        TokenizerError(
            .unsupported, "chat_template_missing",
            "The model has neither a chat template nor the token <|im_start|>, so it cannot chat; "
                + "use an instruction-tuned model or give it a plain prompt.")
    }

    static func quoted(_ text: String) -> String { shortened(text).debugDescription }

    /// Text from a file as it may stand in a sentence: no line ends and no characters that steer a terminal.
    static func oneLine(_ text: String) -> String {
        let spaced = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.isWhitespace ? " " : scalar
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: spaced)
        return String(view).split(separator: " ").joined(separator: " ")
    }

    /// Cuts text from a file down to what fits in a message.
    static func shortened(_ text: String) -> String {
        text.count <= 200 ? text : String(text.prefix(200)) + "…"
    }
}
