@_spi(_Unicode) import Swift
import Synchronization

/// Turns text into token ids and back: byte-level BPE with the vocabulary of a model.
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
    private let merges: MergeTable
    private let special: SpecialTokenMatcher
    private let preTokenizer: PreTokenizer
    private let composesCharacters: Bool
    private let takesWholeWords: Bool
    private let cache = Mutex(WordCache())

    /// Makes a tokenizer.
    ///
    /// - Throws: ``TokenizerError`` when the kind of tokenizer or its pre-tokenizer is not supported, or the vocabulary
    ///   contradicts itself.
    package init(definition: TokenizerDefinition) throws(TokenizerError) {
        guard definition.model == "gpt2" else { throw .unsupportedModel(definition.model) }
        preTokenizer = try PreTokenizer(named: definition.pre)
        // Qwen normalizes text to NFC; Llama 3 takes a word that is a token as it is, merges or not.
        composesCharacters = preTokenizer == .llama3(digits: 1)
        takesWholeWords = preTokenizer == .llama3(digits: 3)
        let vocabulary = try Vocabulary(tokens: definition.tokens, types: definition.tokenTypes)
        merges = try vocabulary.mergeTable(definition.merges)
        self.vocabulary = vocabulary
        special = SpecialTokenMatcher(
            (0..<vocabulary.count).filter(vocabulary.isSpecial).map { (Array(vocabulary.bytes(of: $0)), $0) })
        for (name, id) in [
            ("beginning-of-sequence", definition.beginningOfSequence), ("padding", definition.padding),
            ("end-of-sequence", definition.endOfSequence), ("end-of-turn", definition.endOfTurn),
        ] {
            if let id, !(0..<vocabulary.count).contains(id) {
                throw .corruptVocabulary("the \(name) token \(id) is outside the \(vocabulary.count) tokens")
            }
        }
        chatTemplate = definition.chatTemplate
        beginningOfSequence = definition.beginningOfSequence
        endOfSequence = definition.endOfSequence
        padding = definition.padding
        addsBeginningOfSequence = definition.addsBeginningOfSequence
        let endings = (0..<vocabulary.count).filter { id in
            vocabulary.isSpecial(id)
                && Self.endingNames.contains(String(decoding: vocabulary.bytes(of: id), as: UTF8.self))
        }
        stopTokens = Set([definition.endOfSequence, definition.endOfTurn].compactMap(\.self) + endings)
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
        let bytes = Array(normalized(text).utf8)
        return encode(bytes: bytes, specialRanges: allowingSpecial ? [bytes.indices] : [])
    }

    /// Returns the token ids of bytes that need not be valid UTF-8.
    ///
    /// A byte for which the vocabulary has no token is left out, as the reference library does.
    package func encode(bytes: [UInt8], allowingSpecial: Bool = false) -> [Int] {
        encode(bytes: bytes, specialRanges: allowingSpecial ? [bytes.indices] : [])
    }

    /// Returns the id of a control or user-defined token by its name, such as `<|im_end|>`.
    package func specialToken(named name: String) -> Int? {
        let bytes = Array(name.utf8)
        guard let match = special.firstMatch(in: bytes, bytes.indices), match.range == bytes.indices else {
            return nil
        }
        return match.id
    }

    /// Encodes bytes in which special tokens count only inside the given ranges (ascending, apart).
    func encode(bytes: [UInt8], specialRanges: [Range<Int>]) -> [Int] {
        // A second thread does not wait for the first: it works with a cache of its own.
        if let ids = cache.withLockIfAvailable({ encode(bytes, specialRanges, cache: &$0) }) { return ids }
        var fresh = WordCache()
        return encode(bytes, specialRanges, cache: &fresh)
    }

    /// Returns the text in the form that the vocabulary was made with.
    func normalized(_ text: String) -> String {
        // Everything below U+0300 is composed already.
        guard composesCharacters, text.unicodeScalars.contains(where: { $0.value >= 0x300 }) else {
            return text
        }
        // The standard library's own normalizer: Foundation's composes wrongly behind scalars beyond U+FFFF.
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text._nfc)
        return String(view)
    }

    private func encode(_ bytes: [UInt8], _ specialRanges: [Range<Int>], cache: inout WordCache) -> [Int] {
        let text = ClassifiedBytes(bytes)
        var merger = BytePairMerger()
        var ids: [Int] = []
        ids.reserveCapacity(bytes.count / 3 + 4)
        var done = 0
        for range in specialRanges {
            var rest = range
            while let match = special.firstMatch(in: bytes, rest) {
                encodeWords(text, done..<match.range.lowerBound, &merger, &cache, &ids)
                ids.append(match.id)
                done = match.range.upperBound
                rest = done..<range.upperBound
            }
        }
        encodeWords(text, done..<bytes.count, &merger, &cache, &ids)
        return ids
    }

    private func encodeWords(
        _ text: ClassifiedBytes, _ range: Range<Int>, _ merger: inout BytePairMerger,
        _ cache: inout WordCache,
        _ ids: inout [Int]
    ) {
        preTokenizer.forEachWord(in: text, range) { wordRange in
            let word = text.bytes[wordRange]
            let isCached = word.count <= WordCache.longestWord
            if isCached, cache.append(word, to: &ids) { return }
            let start = ids.count
            if takesWholeWords, let id = vocabulary.id(of: word) {
                ids.append(Int(id))
            } else {
                merger.append(word, byteTokens: vocabulary.byteTokens, merges: merges, to: &ids)
            }
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
