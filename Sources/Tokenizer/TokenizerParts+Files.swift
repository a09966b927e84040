extension TokenizerParts {
    /// Puts together what the files of a Hugging Face model folder describe.
    ///
    /// - Throws: ``TokenizerError`` when a file is damaged, contradicts itself, or asks for a part that is not supported.
    init(_ files: TokenizerFiles) throws(TokenizerError) {
        let file = try TokenizerFile(files.tokenizer)
        let settings = try TokenizerSettings(files)
        let (rules, isByteLevel) = try PartReader.preTokenizer(file["pre_tokenizer"])
        let decoding = try PartReader.decoding(file["decoder"], isByteLevel: isByteLevel)
        var hasByteTokens = file.setting("byte_fallback")?.boolean ?? false
        if case .pieces(let pieces) = decoding, pieces.fallsBackToBytes { hasByteTokens = true }
        let numbered = try NumberedTokens(file, hasByteTokens: hasByteTokens)
        let vocabulary = Vocabulary(
            tokens: numbered.tokens, kinds: numbered.kinds, isByteLevel: isByteLevel,
            isOrdinary: numbered.isOrdinary)
        let (prefix, suffix) = try PartReader.frame(file["post_processor"])
        self.init(
            vocabulary: vocabulary, model: try Self.model(file, numbered, vocabulary),
            normalizer: try PartReader.normalizer(file["normalizer"]), preTokenizer: rules,
            added: numbered.added, decoding: decoding, prefix: prefix, suffix: suffix,
            addsBeginningOfSequence: false)
        if case .bytePair(let model) = model, !isByteLevel, !model.takesWholeWords { splitAtSpaceSigns() }
        take(settings, numbered)
        endings = files.endTokens
    }

    /// Adds what the configuration says.
    private mutating func take(_ settings: TokenizerSettings, _ numbered: NumberedTokens) {
        func id(_ name: String?) -> Int? {
            guard let name = name.map({ Array($0.utf8) }) else { return nil }
            return numbered.added.first { $0.name == name }?.id
                ?? numbered.known.value(of: name[...]).map { Int($0) }
        }
        beginningOfSequence = id(settings.beginningOfSequence)
        endOfSequence = id(settings.endOfSequence)
        padding = id(settings.padding)
        chatTemplate = settings.chatTemplate
        if let beginning = beginningOfSequence {
            let hasOne = prefix.first == beginning
            addsBeginningOfSequence = settings.addsBeginningOfSequence ?? hasOne
            if addsBeginningOfSequence, !hasOne { prefix.insert(beginning, at: 0) }
            if !addsBeginningOfSequence, hasOne { prefix.removeFirst() }
        }
        if let end = endOfSequence, let adds = settings.addsEndOfSequence {
            if adds, suffix.last != end { suffix.append(end) }
            if !adds, suffix.last == end { suffix.removeLast() }
        }
    }

    // MARK: - Models

    private static func model(
        _ file: TokenizerFile, _ numbered: NumberedTokens, _ vocabulary: Vocabulary
    ) throws(TokenizerError) -> TokenModel {
        let type =
            file.setting("type")?.text
            ?? (file.hasMerges ? "BPE" : file.scores.isEmpty ? "WordPiece" : "Unigram")
        guard type == "BPE" || !vocabulary.isByteLevel else {
            throw .unsupportedPart("the model \(TokenizerError.quoted(type)) over bytes")
        }
        guard (type == "Unigram") == !file.scores.isEmpty || file.tokens.count == 0 else {
            throw .corruptVocabulary("its model and its tokens are of different kinds")
        }
        switch type {
        case "BPE": return .bytePair(try bytePairs(file, numbered, vocabulary))
        case "Unigram": return .unigram(try unigram(file, numbered, vocabulary))
        case "WordPiece": return .wordPiece(try wordPiece(file, numbered))
        default: throw .unsupportedPart("the model \(TokenizerError.quoted(type))")
        }
    }

    private static func bytePairs(
        _ file: TokenizerFile, _ numbered: NumberedTokens, _ vocabulary: Vocabulary
    ) throws(TokenizerError) -> BytePairModel {
        for key in ["continuing_subword_prefix", "end_of_word_suffix"] {
            if let text = file.setting(key)?.text, !text.isEmpty {
                throw .unsupportedPart("\(TokenizerError.quoted(key)) \(TokenizerError.quoted(text))")
            }
        }
        if let dropout = file.setting("dropout"), dropout.integer != 0 {
            throw .unsupportedPart("leaving merges out by chance")
        }
        try checkMerges(file.merges.count, vocabulary)
        return BytePairModel(
            merges: try vocabulary.mergeTable(file.merges, known: numbered.known),
            takesWholeWords: file.setting("ignore_merges")?.boolean ?? false,
            unknown: unknown(file, numbered),
            fusesUnknown: file.setting("fuse_unk")?.boolean ?? false,
            fallsBackToBytes: file.setting("byte_fallback")?.boolean ?? false)
    }

    private static func unigram(
        _ file: TokenizerFile, _ numbered: NumberedTokens, _ vocabulary: Vocabulary
    ) throws(TokenizerError) -> UnigramModel {
        guard let unknown = file.setting("unk_id")?.integer, file.ids.indices.contains(unknown) else {
            throw .corruptVocabulary("it has no token for what it does not hold")
        }
        let scores = file.scores + Array(repeating: 0, count: vocabulary.count - file.scores.count)
        return UnigramModel(
            scores: scores, worst: file.scores.min() ?? 0, vocabulary: vocabulary,
            isOrdinary: numbered.isOrdinary, unknown: Int32(unknown),
            fallsBackToBytes: file.setting("byte_fallback")?.boolean ?? false)
    }

    private static func wordPiece(
        _ file: TokenizerFile, _ numbered: NumberedTokens
    ) throws(TokenizerError) -> WordPieceModel {
        guard let unknown = unknown(file, numbered) else {
            throw .corruptVocabulary("it has no token for what it does not hold")
        }
        let longest = file.setting("max_input_chars_per_word")?.integer ?? WordPieceModel.longestWord
        guard (0...WordPieceModel.longestPossibleWord).contains(longest) else {
            throw .unsupportedPart("words of \(longest) characters")
        }
        let prefix = file.setting("continuing_subword_prefix")?.text ?? "##"
        guard prefix.utf8.count <= WordPieceModel.longestContinuation else {
            throw .unsupportedPart("a sign of \(prefix.utf8.count) bytes inside words")
        }
        return WordPieceModel(
            continuation: Array(prefix.utf8), longestWord: longest, unknown: unknown,
            longestToken: (0..<file.tokens.count).reduce(1) { max($0, file.tokens[$1].count) })
    }

    private static func unknown(_ file: TokenizerFile, _ numbered: NumberedTokens) -> Int32? {
        file.setting("unk_token")?.text.flatMap { numbered.known.value(of: Array($0.utf8)[...]) }
    }
}
