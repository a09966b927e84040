import Synchronization

/// Turns text into token ids and back with the vocabulary of a model: byte-level BPE, SentencePiece, WordPiece.
///
/// Ids equal those of the `tokenizers` library on the same vocabulary. Text is only ever text: a control token's name
/// in it becomes ordinary tokens unless the caller says that it may be one. Safe to use from many threads.
package final class Tokenizer: Sendable {
    /// The model's own Jinja template; nil when the model file has none.
    package let chatTemplate: String?
    /// The token that begins a sequence.
    package let beginningOfSequence: Int?
    /// The token that ends a sequence.
    package let endOfSequence: Int?
    /// The token that pads.
    package let padding: Int?
    /// Whether the model expects ``beginningOfSequence`` before a text; ``encode(_:allowingSpecial:)`` never adds it.
    package let addsBeginningOfSequence: Bool
    /// The tokens that end an answer: the end of a turn, of a sequence, of a text.
    package let stopTokens: Set<Int>

    let vocabulary: Vocabulary
    let decoding: DecodingStyle
    private let model: TokenModel
    private let normalizer: Normalizer
    private let preTokenizer: PreTokenizer
    private let added: AddedTokenMatcher
    /// Tokens that are looked for in normalized text; control tokens never are.
    private let addedNormalized: AddedTokenMatcher
    private let prefix: [Int]
    private let suffix: [Int]
    private let cache = Mutex(WordCache())

    /// Puts a tokenizer together.
    ///
    /// - Throws: ``TokenizerError`` with code `corrupt_vocabulary` when a token is named that is not there.
    init(_ parts: TokenizerParts) throws(TokenizerError) {
        let vocabulary = parts.vocabulary
        let named =
            [
                ("beginning-of-sequence", parts.beginningOfSequence), ("padding", parts.padding),
                ("end-of-sequence", parts.endOfSequence),
            ] + parts.endings.map { ("end-of-turn", $0) }
            + (parts.prefix + parts.suffix).map { ("frame", $0) }
        for (name, id) in named {
            if let id, !(0..<vocabulary.count).contains(id) {
                throw .corruptVocabulary("the \(name) token \(id) is outside the \(vocabulary.count) tokens")
            }
        }
        self.vocabulary = vocabulary
        model = parts.model
        normalizer = parts.normalizer
        preTokenizer = parts.preTokenizer
        decoding = parts.decoding
        let isLate: (AddedToken) -> Bool = {
            $0.isNormalized && !$0.isProtected && !parts.normalizer.steps.isEmpty
        }
        added = AddedTokenMatcher(parts.added.filter { !isLate($0) })
        addedNormalized = AddedTokenMatcher(
            parts.added.filter(isLate).map { token in
                var token = token
                token.name =
                    parts.normalizer.applied(to: token.name[...], isContinuation: false) ?? token.name
                return token
            })
        chatTemplate = parts.chatTemplate
        beginningOfSequence = parts.beginningOfSequence
        endOfSequence = parts.endOfSequence
        padding = parts.padding
        addsBeginningOfSequence = parts.addsBeginningOfSequence
        prefix = parts.prefix
        suffix = parts.suffix
        let known = (0..<vocabulary.count).filter { id in
            vocabulary.isSpecial(id)
                && Self.endingNames.contains(String(decoding: vocabulary.bytes(of: id), as: UTF8.self))
        }
        stopTokens = Set([parts.endOfSequence].compactMap(\.self) + parts.endings + known)
    }

    /// Number of tokens in the vocabulary.
    package var vocabularySize: Int { vocabulary.count }

    /// Returns the token ids of a text.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - allowingSpecial: Whether the name of a control or user-defined token in the text becomes that token. Only for
    ///     text that the program or the model file itself wrote, never for documents or users' words.
    /// - Returns: The token ids.
    package func encode(_ text: String, allowingSpecial: Bool = false) -> [Int] {
        encode(bytes: Array(text.utf8), allowingSpecial: allowingSpecial)
    }

    /// Returns the token ids of bytes that need not be valid UTF-8.
    ///
    /// A byte-level vocabulary takes stray bytes as they are, and leaves out those for which it has no token, as the
    /// reference library does; to the other kinds they are U+FFFD.
    package func encode(bytes: [UInt8], allowingSpecial: Bool = false) -> [Int] {
        encode(bytes: bytes, specialRanges: allowingSpecial ? [bytes.indices] : [])
    }

    /// Returns the token ids of a text with what the model expects around it, such as `[CLS]` and `[SEP]`.
    package func encodeSequence(_ text: String) -> [Int] { prefix + encode(text) + suffix }

    /// Returns the id of a control or user-defined token by its name, such as `<|im_end|>`.
    package func specialToken(named name: String) -> Int? {
        added.id(named: Array(name.utf8)) ?? addedNormalized.id(named: Array(name.utf8))
    }

    /// Encodes bytes in which special tokens count only inside the given ranges (ascending, apart).
    func encode(bytes: [UInt8], specialRanges: [Range<Int>]) -> [Int] {
        var position = TextPosition.start
        return encode(bytes: bytes, specialRanges: specialRanges, at: &position)
    }

    /// Encodes bytes that may go on where others ended.
    func encode(bytes: [UInt8], specialRanges: [Range<Int>], at position: inout TextPosition) -> [Int] {
        // A second thread does not wait for the first: it works with a cache of its own.
        let start = position
        let cached = cache.withLockIfAvailable { cache in
            var position = start
            let ids = encode(bytes, specialRanges, &position, cache: &cache)
            return (ids, position)
        }
        if let cached {
            position = cached.1
            return cached.0
        }
        var fresh = WordCache()
        return encode(bytes, specialRanges, &position, cache: &fresh)
    }

    private func encode(
        _ bytes: [UInt8], _ specialRanges: [Range<Int>], _ position: inout TextPosition,
        cache: inout WordCache
    ) -> [Int] {
        let text = ClassifiedBytes(bytes)
        var workspace = TokenModel.Workspace()
        var ids: [Int] = []
        ids.reserveCapacity(bytes.count / 3 + 4)
        var done = 0
        for match in added.matches(in: bytes, bytes.indices, allowed: specialRanges) {
            encodeSection(text, done..<match.range.lowerBound, &position, &workspace, &cache, &ids)
            ids.append(match.id)
            position = .afterToken
            done = match.range.upperBound
        }
        encodeSection(text, done..<bytes.count, &position, &workspace, &cache, &ids)
        return ids
    }

    /// Encodes what lies between two special tokens.
    private func encodeSection(
        _ text: ClassifiedBytes, _ range: Range<Int>, _ position: inout TextPosition,
        _ workspace: inout TokenModel.Workspace, _ cache: inout WordCache, _ ids: inout [Int]
    ) {
        guard !range.isEmpty else { return }
        let place = PreTokenizer.Place(
            isStart: position == .start, isContinuation: position == .insideText)
        position = .insideText
        if vocabulary.isByteLevel, normalizer.steps.isEmpty {
            return encodeWords(text, range, place, &workspace, &cache, &ids)
        }
        var bytes = text.bytes[range]
        var isChanged = false
        if !UTF8Text.isValid(bytes) {
            if vocabulary.isByteLevel { return encodeWords(text, range, place, &workspace, &cache, &ids) }
            bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)[...]
            isChanged = true
        }
        if let normalized = normalizer.applied(to: bytes, isContinuation: place.isContinuation) {
            bytes = normalized[...]
            isChanged = true
        }
        guard isChanged else { return encodeWords(text, range, place, &workspace, &cache, &ids) }
        let changed = ClassifiedBytes(Array(bytes))
        var done = 0
        for match in addedNormalized.matches(in: changed.bytes, changed.bytes.indices, allowed: []) {
            encodeWords(changed, done..<match.range.lowerBound, place, &workspace, &cache, &ids)
            ids.append(match.id)
            done = match.range.upperBound
        }
        encodeWords(changed, done..<changed.bytes.count, place, &workspace, &cache, &ids)
    }

    private func encodeWords(
        _ text: ClassifiedBytes, _ range: Range<Int>, _ place: PreTokenizer.Place,
        _ workspace: inout TokenModel.Workspace, _ cache: inout WordCache, _ ids: inout [Int]
    ) {
        guard !range.isEmpty else { return }
        preTokenizer.forEachWord(in: text, range, place) { text, wordRange in
            let word = text.bytes[wordRange]
            let isCached = word.count <= WordCache.longestWord
            if isCached, cache.append(word, to: &ids) { return }
            let start = ids.count
            model.append(word, vocabulary, &workspace, to: &ids)
            if isCached { cache.insert(word, tokens: ids[start...]) }
        }
    }

    /// Names under which models keep the tokens that end an answer.
    private static let endingNames: Set<String> = [
        "<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<|eom_id|>", "<|end_of_text|>", "<|end|>",
        "<end_of_turn>",
        "</s>", "<|return|>",
    ]
}
