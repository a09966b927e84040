extension TokenizerParts {
    /// Names of `tokenizer.ggml.model` that are understood.
    static let knownModels = ["bert", "gpt2", "llama", "t5"]

    /// Names of `tokenizer.ggml.pre` whose models take a word that is a token as it is, merges or not.
    private static let wholeWordNames: Set<String> = ["falcon3", "llama-bpe", "llama-v3", "llama3", "tekken"]

    /// Puts together what the metadata of a GGUF file describes.
    ///
    /// - Throws: ``TokenizerError`` when the kind of tokenizer or its pre-tokenizer is not supported, or the vocabulary
    ///   contradicts itself.
    init(_ definition: TokenizerDefinition) throws(TokenizerError) {
        switch definition.model {
        case "gpt2": try self.init(byteLevel: definition)
        case "llama": try self.init(pieces: definition)
        case "t5": try self.init(unigram: definition)
        case "bert": try self.init(wordPiece: definition)
        default: throw .unsupportedModel(definition.model)
        }
        beginningOfSequence = definition.beginningOfSequence
        endOfSequence = definition.endOfSequence
        endings = [definition.endOfTurn].compactMap(\.self)
        padding = definition.padding
        chatTemplate = definition.chatTemplate
        if let adds = definition.addsBeginningOfSequence { addsBeginningOfSequence = adds }
        if prefix.isEmpty, addsBeginningOfSequence {
            prefix = [definition.beginningOfSequence].compactMap(\.self)
        }
        if definition.addsEndOfSequence ?? (definition.model == "t5"), suffix.isEmpty {
            suffix = [definition.endOfSequence].compactMap(\.self)
        }
    }

    private init(byteLevel definition: TokenizerDefinition) throws(TokenizerError) {
        let rules = try PreTokenizer(named: definition.pre)
        let vocabulary = try Vocabulary(tokens: definition.tokens, types: definition.tokenTypes)
        try Self.checkMerges(definition.merges.count, vocabulary)
        let model = BytePairModel(
            merges: try vocabulary.mergeTable(definition.merges),
            takesWholeWords: Self.wholeWordNames.contains(definition.pre))
        self.init(
            vocabulary: vocabulary, model: .bytePair(model),
            // Qwen normalizes text to NFC.
            normalizer: Normalizer(steps: rules.rules == [.llama3(digits: 1)] ? [.form(.nfc)] : []),
            preTokenizer: rules, added: Self.added(vocabulary, definition), decoding: .byteLevel,
            addsBeginningOfSequence: Self.wholeWordNames.contains(definition.pre))
    }

    private init(pieces definition: TokenizerDefinition) throws(TokenizerError) {
        let vocabulary = try Vocabulary(
            tokens: definition.tokens, types: definition.tokenTypes, isByteLevel: false)
        let addsSpace = definition.addsSpacePrefix ?? true
        let sign = DecodingStyle.spaceSign
        self.init(
            vocabulary: vocabulary,
            model: .pieces(
                PieceModel(
                    scores: try Self.scores(definition), vocabulary: vocabulary,
                    unknown: try Self.unknown(definition, vocabulary))),
            normalizer: Normalizer(
                steps: (addsSpace ? [.prepend(sign)] : []) + [.replace([0x20], with: sign)]),
            preTokenizer: PreTokenizer([]), added: Self.added(vocabulary, definition),
            decoding: .sentencePiece(spacesDropped: addsSpace ? 1 : 0), addsBeginningOfSequence: true)
        splitAtSpaceSigns()
    }

    private init(unigram definition: TokenizerDefinition) throws(TokenizerError) {
        let vocabulary = try Vocabulary(
            tokens: definition.tokens, types: definition.tokenTypes, isByteLevel: false)
        let scores = try Self.scores(definition).map { Double($0) }
        let addsSpace = definition.addsSpacePrefix ?? true
        let sign = DecodingStyle.spaceSign
        var steps: [Normalizer.Step] = []
        if !definition.characterMap.isEmpty {
            guard let map = CharacterMap(definition.characterMap, choice: .longest) else {
                throw .corruptVocabulary("its table of characters contradicts itself")
            }
            guard map.longestText <= Normalizer.mostGrowth / 3 else {
                throw .corruptVocabulary("its table of characters makes texts of \(map.longestText) bytes")
            }
            steps.append(.map(map))
        }
        let removesExtra = definition.removesExtraSpaces ?? false
        if removesExtra { steps += [.dropFirst([0x20]), .replaceSpaces(with: [0x20])] }
        if addsSpace { steps.append(.prepend(sign)) }
        steps.append(.replace([0x20], with: sign))
        if removesExtra { steps.append(.dropLast(sign)) }
        guard let unknown = try Self.unknown(definition, vocabulary) else {
            throw .corruptVocabulary("it has no token for what it does not hold")
        }
        let model = UnigramModel(
            scores: scores, worst: scores.min() ?? 0, vocabulary: vocabulary,
            isOrdinary: vocabulary.kinds.map { $0 == .normal }, unknown: unknown, fallsBackToBytes: true)
        self.init(
            vocabulary: vocabulary, model: .unigram(model), normalizer: Normalizer(steps: steps),
            preTokenizer: PreTokenizer([]), added: Self.added(vocabulary, definition),
            decoding: .sentencePiece(spacesDropped: removesExtra ? .max : addsSpace ? 1 : 0),
            addsBeginningOfSequence: false)
    }

    private init(wordPiece definition: TokenizerDefinition) throws(TokenizerError) {
        // GGUF marks the tokens that begin a word, BERT itself those that continue one.
        let sign = String(decoding: DecodingStyle.spaceSign, as: UTF8.self)
        let types = definition.tokenTypes
        let isMarked = definition.tokens.contains { $0.utf8.starts(with: sign.utf8) }
        let tokens = definition.tokens.enumerated().map { id, token in
            let isNormal = types.isEmpty || types.count <= id || types[id] == TokenKind.normal.rawValue
            guard isMarked, isNormal, !(token.hasPrefix("[") && token.hasSuffix("]") && token.count > 2)
            else {
                return token
            }
            return token.utf8.starts(with: sign.utf8)
                ? String(token.unicodeScalars.dropFirst()) : "##" + token
        }
        let vocabulary = try Vocabulary(tokens: tokens, types: types, isByteLevel: false)
        guard
            let unknown = try Self.unknown(definition, vocabulary)
                ?? Self.id(named: "[UNK]", tokens).map({ Int32($0) })
        else {
            throw .corruptVocabulary("it has no token for what it does not hold")
        }
        let hasCapitals = zip(vocabulary.kinds, tokens).contains { kind, token in
            kind == .normal && !token.hasPrefix("[") && token.utf8.contains { (0x41...0x5A).contains($0) }
        }
        let bert = BertNormalizer(stripsAccents: !hasCapitals, lowercases: !hasCapitals)
        self.init(
            vocabulary: vocabulary,
            model: .wordPiece(
                WordPieceModel(
                    continuation: Array("##".utf8), unknown: unknown,
                    longestToken: tokens.reduce(1) { max($0, $1.utf8.count) })),
            normalizer: Normalizer(steps: [.bert(bert)]), preTokenizer: PreTokenizer([.bert]),
            added: Self.added(vocabulary, definition),
            decoding: .wordPiece(continuation: Array("##".utf8), cleansUp: true),
            addsBeginningOfSequence: true)
        prefix = [
            definition.classification ?? definition.beginningOfSequence ?? Self.id(named: "[CLS]", tokens)
        ]
        .compactMap(\.self)
        suffix = [definition.separator ?? definition.endOfSequence ?? Self.id(named: "[SEP]", tokens)]
            .compactMap(\.self)
    }

    // MARK: - Checks

    /// Refuses a vocabulary of longer tokens without merges: every text would fall into bytes without notice.
    static func checkMerges(_ count: Int, _ vocabulary: Vocabulary) throws(TokenizerError) {
        guard count == 0 else { return }
        let isLong = (0..<vocabulary.count).contains {
            let token = vocabulary.bytes(of: $0)
            let first = vocabulary.isByteLevel ? 1 : token.first.map(UTF8Text.length) ?? 0
            return vocabulary.kinds[$0] == .normal && token.count > first
        }
        if isLong { throw .corruptVocabulary("it has no merges, so its longer tokens could never be made") }
    }

    private static func scores(_ definition: TokenizerDefinition) throws(TokenizerError) -> [Float] {
        guard definition.scores.count == definition.tokens.count else {
            throw .corruptVocabulary(
                "\(definition.tokens.count) tokens have \(definition.scores.count) scores")
        }
        guard definition.scores.allSatisfy(\.isFinite) else {
            throw .corruptVocabulary("a score is not a number")
        }
        return definition.scores
    }

    private static func unknown(
        _ definition: TokenizerDefinition, _ vocabulary: Vocabulary
    ) throws(TokenizerError) -> Int32? {
        guard let unknown = definition.unknown ?? vocabulary.kinds.firstIndex(of: .unknown) else {
            return nil
        }
        guard (0..<vocabulary.count).contains(unknown) else {
            throw .corruptVocabulary("the unknown token \(unknown) is outside the \(vocabulary.count) tokens")
        }
        return Int32(unknown)
    }

    private static func id(named name: String, _ tokens: [String]) -> Int? {
        tokens.firstIndex(of: name)
    }

    /// The tokens that are found as a whole: control tokens and those that were added.
    private static func added(_ vocabulary: Vocabulary, _ definition: TokenizerDefinition) -> [AddedToken] {
        (0..<vocabulary.count).compactMap { id in
            switch vocabulary.kinds[id] {
            case .control, .unknown:
                AddedToken(
                    id: id, name: Array(vocabulary.bytes(of: id)), kind: .control,
                    stripsRight: definition.stripsAfterControl)
            case .userDefined: AddedToken(id: id, name: Array(vocabulary.bytes(of: id)), kind: .userDefined)
            default: nil
            }
        }
    }
}

extension Tokenizer {
    /// Makes a tokenizer of the metadata of a GGUF file.
    ///
    /// - Throws: ``TokenizerError`` when the kind of tokenizer or its pre-tokenizer is not supported, or the vocabulary
    ///   contradicts itself.
    package convenience init(definition: TokenizerDefinition) throws(TokenizerError) {
        try self.init(TokenizerParts(definition))
    }
}
