/// The rules that split text into the words that merging never crosses, one after the other.
struct PreTokenizer: Sendable, Hashable {
    /// The rules in order; none means that a text is one word.
    let rules: [SplitRule]

    init(_ rules: [SplitRule]) {
        // Two steps that the starter model takes for each word are one.
        let isPair = rules == [.digits(.isolated), .gpt2]
        self.rules = isPair ? [.digitsThenGPT2] : rules
    }

    /// The names of `tokenizer.ggml.pre` that are understood.
    static let knownNames = [
        "dbrx", "deepseek-r1-qwen", "default", "falcon", "falcon3", "gpt-2", "llama-bpe", "llama-v3",
        "llama3",
        "olmo", "phi-2", "qwen2", "refact", "smaug-bpe", "smollm", "starcoder", "tekken",
    ]

    /// Finds the rules of a name in `tokenizer.ggml.pre`.
    init(named name: String) throws(TokenizerError) {
        switch name {
        case "default", "gpt-2", "olmo", "phi-2": self.init([.gpt2])
        case "smollm", "starcoder", "refact": self.init([.digits(.isolated), .gpt2])
        case "llama-bpe", "llama3", "llama-v3", "falcon3", "dbrx", "smaug-bpe":
            self.init([.llama3(digits: 3)])
        case "qwen2", "deepseek-r1-qwen": self.init([.llama3(digits: 1)])
        case "tekken": self.init([.tekken])
        case "falcon":
            self.init([.punctuation(.contiguous), .gpt2, .alphabetDigits(.contiguous), .threeDigits])
        default: throw .unsupportedPreTokenizer(name)
        }
    }

    /// Where a piece of text stands, which decides whether something is put in front of it.
    struct Place: Sendable, Hashable {
        /// Whether it is the beginning of the whole text.
        var isStart: Bool
        /// Whether it goes on where other text ended.
        var isContinuation: Bool
    }

    /// Calls the body with each word of a range of bytes, in order.
    ///
    /// A rule may rewrite text; the body then gets other bytes than those handed in.
    @inline(__always)
    func forEachWord(
        in text: ClassifiedBytes, _ range: Range<Int>, _ place: Place,
        _ body: (ClassifiedBytes, Range<Int>) -> Void
    ) {
        if rules.count == 1, rules[0].keepsText {
            rules[0].forEachWord(in: text, range) { body(text, $0) }
        } else {
            apply(0, in: text, range, place, body)
        }
    }

    private func apply(
        _ index: Int, in text: ClassifiedBytes, _ range: Range<Int>, _ place: Place,
        _ body: (ClassifiedBytes, Range<Int>) -> Void
    ) {
        guard index < rules.count else {
            if !range.isEmpty { body(text, range) }
            return
        }
        switch rules[index] {
        case .prefixSpace:
            guard text.bytes[range.lowerBound] != 0x20, !place.isContinuation else {
                return apply(index + 1, in: text, range, place, body)
            }
            let changed = ClassifiedBytes([0x20] + text.bytes[range])
            apply(index + 1, in: changed, changed.bytes.indices, place, body)
        case .metaspace(let metaspace):
            var bytes = UTF8Text.replacing([0x20], with: metaspace.sign, in: text.bytes[range])
            let wantsSign =
                switch metaspace.prepending {
                case .always: !place.isContinuation
                case .first: place.isStart && !place.isContinuation
                case .never: false
                }
            if wantsSign, !bytes.starts(with: metaspace.sign) { bytes = metaspace.sign + bytes }
            let changed = ClassifiedBytes(bytes)
            guard metaspace.splits else {
                return apply(index + 1, in: changed, changed.bytes.indices, place, body)
            }
            let rule = SplitRule.text(metaspace.sign, .mergedWithNext)
            split(rule, index, in: changed, changed.bytes.indices, place, body)
        case let rule: split(rule, index, in: text, range, place, body)
        }
    }

    private func split(
        _ rule: SplitRule, _ index: Int, in text: ClassifiedBytes, _ range: Range<Int>, _ place: Place,
        _ body: (ClassifiedBytes, Range<Int>) -> Void
    ) {
        rule.forEachWord(in: text, range) { word in
            let isFirst = word.lowerBound == range.lowerBound
            let inner = Place(
                isStart: place.isStart && isFirst, isContinuation: place.isContinuation && isFirst)
            apply(index + 1, in: text, word, inner, body)
        }
    }
}
