/// What a tokenizer is put together from, whatever file it comes out of.
struct TokenizerParts: Sendable {
    /// The tokens.
    var vocabulary: Vocabulary
    /// How words become tokens.
    var model: TokenModel
    /// What is done to text first.
    var normalizer = Normalizer(steps: [])
    /// How text is split into words.
    var preTokenizer: PreTokenizer
    /// The tokens that are found in text as a whole.
    var added: [AddedToken]
    /// How tokens become text.
    var decoding: DecodingStyle
    /// Tokens in front of a whole text.
    var prefix: [Int] = []
    /// Tokens behind a whole text.
    var suffix: [Int] = []
    /// The token that begins a sequence.
    var beginningOfSequence: Int?
    /// The token that ends a sequence.
    var endOfSequence: Int?
    /// Further tokens that end an answer.
    var endings: [Int] = []
    /// The token that pads.
    var padding: Int?
    /// Whether the model expects the beginning of a sequence in front of a text.
    var addsBeginningOfSequence: Bool
    /// The model's own Jinja template.
    var chatTemplate: String?

    /// Splits at SentencePiece's sign for the space as well, when no token reaches across it.
    ///
    /// Nothing changes but the time: the pieces are short, and most of them have been seen before.
    mutating func splitAtSpaceSigns() {
        let sign = DecodingStyle.spaceSign
        guard vocabulary.id(of: sign[...]) != nil else { return }
        for id in 0..<vocabulary.count where vocabulary.kinds[id] != .control {
            var isInside = false
            var rest = vocabulary.bytes(of: id)
            while let first = rest.first {
                if first == sign[0], rest.starts(with: sign) {
                    if isInside { return }
                    rest = rest.dropFirst(sign.count)
                } else {
                    isInside = true
                    rest = rest.dropFirst()
                }
            }
        }
        preTokenizer = PreTokenizer(preTokenizer.rules + [.spaceSigns])
    }
}
