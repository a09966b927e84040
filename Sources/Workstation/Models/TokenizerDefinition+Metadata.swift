internal import Core
internal import Engine
internal import Tokenizer

extension TokenizerDefinition {
    /// Takes the tokenizer out of a model file's metadata.
    ///
    /// - Throws: ``WorkstationError`` when the file holds no vocabulary.
    init(_ metadata: [String: MetadataValue]) throws {
        guard let tokens = metadata["tokenizer.ggml.tokens"]?.strings, !tokens.isEmpty else {
            throw WorkstationError(
                .unsupported, "no_tokenizer",
                "The model file holds no tokenizer; get a GGUF file that was converted with one.")
        }
        self.init(
            model: metadata["tokenizer.ggml.model"]?.string ?? "",
            pre: metadata["tokenizer.ggml.pre"]?.string ?? "default", tokens: tokens,
            tokenTypes: metadata["tokenizer.ggml.token_type"]?.integers ?? [],
            merges: metadata["tokenizer.ggml.merges"]?.strings ?? [],
            scores: metadata["tokenizer.ggml.scores"]?.floats?.map { Float($0) } ?? [],
            beginningOfSequence: metadata["tokenizer.ggml.bos_token_id"]?.integer,
            endOfSequence: metadata["tokenizer.ggml.eos_token_id"]?.integer,
            endOfTurn: metadata["tokenizer.ggml.eot_token_id"]?.integer,
            unknown: metadata["tokenizer.ggml.unknown_token_id"]?.integer,
            padding: metadata["tokenizer.ggml.padding_token_id"]?.integer,
            separator: metadata["tokenizer.ggml.seperator_token_id"]?.integer,
            classification: metadata["tokenizer.ggml.cls_token_id"]?.integer,
            addsBeginningOfSequence: metadata["tokenizer.ggml.add_bos_token"]?.bool,
            addsEndOfSequence: metadata["tokenizer.ggml.add_eos_token"]?.bool,
            addsSpacePrefix: metadata["tokenizer.ggml.add_space_prefix"]?.bool,
            removesExtraSpaces: metadata["tokenizer.ggml.remove_extra_whitespaces"]?.bool,
            characterMap: try Self.bytes(metadata["tokenizer.ggml.precompiled_charsmap"]),
            // No metadata says so; the family's own tokenizer does it.
            stripsAfterControl: metadata["general.architecture"]?.string == "phi3",
            chatTemplate: metadata["tokenizer.chat_template"]?.string)
    }

    /// A list of numbers that are bytes; empty when the file has none.
    private static func bytes(_ value: MetadataValue?) throws -> [UInt8] {
        try (value?.integers ?? []).map {
            // Files hold them as signed bytes or as unsigned ones.
            guard (-128...255).contains($0) else {
                throw WorkstationError(
                    .corrupt, "damaged_tokenizer",
                    "The model file's table of characters holds a number that is not a byte; get the file again."
                )
            }
            return UInt8(truncatingIfNeeded: $0)
        }
    }
}
