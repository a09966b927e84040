package import Core
internal import Tensor

/// What can go wrong with model files, adapters and decoding.
package struct EngineError: ExplainedError, Hashable {
    /// What kind of trouble this is.
    package let category: ErrorCategory
    /// A stable machine-readable word in snake case.
    package let code: String
    /// One sentence that names the thing and the remedy.
    package let message: String

    init(_ category: ErrorCategory, _ code: String, _ message: String) {
        self.category = category
        self.code = code
        self.message = message
    }

    /// Carries an error of the bytes underneath.
    init(_ error: TensorError) {
        self.init(error.category, error.code, error.message)
    }

    /// The file's bytes contradict themselves.
    static func corrupt(_ path: String, _ reason: String) -> EngineError {
        EngineError(.corrupt, "file_corrupt", "The file \(path) is damaged: \(reason); get a complete copy.")
    }

    /// The file is sound, but this version cannot use it.
    static func unsupported(_ path: String, _ reason: String) -> EngineError {
        EngineError(.unsupported, "model_unsupported", "The file \(path) cannot be used: \(reason).")
    }

    /// The file is something else.
    static func notGGUF(_ path: String) -> EngineError {
        EngineError(
            .unsupported, "not_gguf",
            "The file \(path) is not a GGUF model; choose a file whose name ends in .gguf.")
    }

    /// The adapter cannot be used, or not with this model.
    static func badAdapter(_ path: String, _ reason: String) -> EngineError {
        EngineError(.invalidInput, "adapter_invalid", "The adapter in \(path) cannot be used: \(reason).")
    }

    /// The prompt or answer does not fit into what the session or the model can hold.
    static func contextFull(position: Int, adding: Int, capacity: Int) -> EngineError {
        EngineError(
            .tooLarge, "context_full",
            "The conversation holds \(position) tokens and \(adding) more do not fit into \(capacity); "
                + "shorten it or start a new one.")
    }

    private static let cacheFullCode = "cache_full"

    /// Whether the memory for conversations was spent.
    package var isCacheFull: Bool { code == Self.cacheFullCode }

    /// The memory for conversations is spent.
    static func cacheFull(needed: Int, ceiling: Int) -> EngineError {
        EngineError(
            .tooLarge, cacheFullCode,
            "The conversation needs \(needed) bytes of cache and \(ceiling) are allowed for all together; "
                + "shorten it or raise engine.cache_bytes.")
    }

    /// A token id that the model does not have.
    static func badToken(_ token: Int, vocabulary: Int) -> EngineError {
        EngineError(
            .invalidInput, "token_unknown",
            "Token id \(token) is outside the model's vocabulary of \(vocabulary); use ids from 0 to "
                + "\(vocabulary - 1).")
    }

    /// A prompt without a token.
    static let emptyPrompt = EngineError(
        .invalidInput, "prompt_empty", "The prompt holds no token; write something.")

    /// The caller asked to stop.
    static let cancelled = EngineError(.cancelled, "cancelled", "The work was cancelled.")

    /// An adapter was made for another model.
    static let adapterMismatch = EngineError(
        .invalidInput, "adapter_mismatch",
        "The adapter was made for another model; choose one that was tuned on this base.")

    /// The model's output has no usable number.
    static let notANumber = EngineError(
        .corrupt, "output_not_a_number",
        "The model's output holds no number; drop the adapter or get a sound copy of the model.")

    /// Turns an error of the bytes underneath into one of this module.
    static func wrap<Value>(_ body: () throws(TensorError) -> Value) throws(EngineError) -> Value {
        do { return try body() } catch { throw EngineError(error) }
    }
}
