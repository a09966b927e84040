internal import Core
internal import Engine
internal import Tokenizer

/// Vectors of texts, by an encoder of the registry.
package struct EmbeddingService: Sendable {
    /// The most texts of one request.
    package static let mostInputs = 2048
    private let host: ModelHost

    init(host: ModelHost) {
        self.host = host
    }

    /// Computes one vector a text.
    ///
    /// Cancelling the task stops the work between groups of texts.
    ///
    /// - Parameters:
    ///   - model: An encoder's name, without adapters.
    ///   - inputs: The texts, 1 to ``mostInputs`` of them.
    ///   - dimensions: The vectors' length in elements, for callers that insist on one; nil takes the model's.
    /// - Returns: The vectors and the number of tokens.
    /// - Throws: `NameError`, `StoreError`, ``WorkstationError`` or `EngineError` when the model is none that makes
    ///   vectors, or a text is empty or too long; nothing is cut off.
    package func embed(
        model: String, inputs: [EmbeddingInput], dimensions: Int? = nil
    ) async throws -> EmbeddingResult {
        let name = try ModelName(parsing: model)
        guard name.adapters.isEmpty else {
            throw WorkstationError.invalid(
                "encoder_without_adapters", "Vectors are made without adapters; name the encoder alone.")
        }
        guard (1...Self.mostInputs).contains(inputs.count) else {
            throw WorkstationError.invalid(
                "invalid_input_count", "A request for vectors must have 1 to \(Self.mostInputs) texts.")
        }
        let encoder = try await host.encoder(name.base)
        let width = encoder.model.configuration.hiddenSize
        guard dimensions ?? width == width else {
            throw WorkstationError.invalid(
                "unsupported_dimensions",
                "The vectors of the model \(name.base.debugDescription) have \(width) dimensions, and others are not "
                    + "made of them; leave out the number.")
        }
        let isCancelled = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await BackgroundThread.run {
                let tokens = try Self.tokens(inputs, encoder)
                let vectors = try encoder.model.vectors(of: tokens, isCancelled: { isCancelled.isSet })
                return EmbeddingResult(vectors: vectors, tokens: tokens.reduce(0) { $0 + $1.count })
            }
        } onCancel: {
            isCancelled.set()
        }
    }

    private static func tokens(_ inputs: [EmbeddingInput], _ encoder: LoadedEncoder) throws -> [[Int]] {
        let longest = encoder.model.configuration.contextLength
        return try inputs.enumerated().map { index, input in
            let ids: [Int]
            switch input {
            case .text(""): ids = []
            case .text(let text): ids = encoder.tokenizer.encodeSequence(text)
            case .tokens(let tokens): ids = tokens
            }
            guard !ids.isEmpty else {
                throw WorkstationError.invalid("text_empty", "Text \(index + 1) is empty; leave it out.")
            }
            guard ids.count <= longest else {
                throw WorkstationError(
                    .tooLarge, "text_too_long",
                    "Text \(index + 1) has \(ids.count) tokens, and the model \(encoder.name.debugDescription) takes "
                        + "\(longest); divide it.")
            }
            return ids
        }
    }
}
