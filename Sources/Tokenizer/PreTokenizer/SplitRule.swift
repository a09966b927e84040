/// One step of splitting text into the words that merging never crosses.
///
/// Hand-written scanners stand for the regular expressions of the models' authors, scalar by scalar, with the classes
/// of the `tokenizers` library.
enum SplitRule: Sendable, Hashable {
    /// GPT-2: `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
    case gpt2
    /// Every numeric scalar on its own, GPT-2 on what lies between; two steps in one, for speed.
    case digitsThenGPT2
    /// Llama 3, Qwen 2 and OLMo 2, which differ in how many numeric scalars stay together.
    ///
    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|`
    /// `\s*[\r\n]+|\s+(?!\S)|\s+`
    case llama3(digits: Int)
    /// Mistral's Tekken, which splits words where capitals follow small letters: see ``TekkenScanner``.
    case tekken
    /// Numeric scalars, each on its own or in runs.
    case digits(DelimiterBehavior)
    /// As ``digits(_:)``, on text that is written in the byte alphabet already: there a byte can look numeric.
    case alphabetDigits(DelimiterBehavior)
    /// `[0-9][0-9][0-9]`.
    case threeDigits
    /// Punctuation.
    case punctuation(DelimiterBehavior)
    /// White space, which is left out.
    case spaces
    /// `\w+|[^\w\s]+`; white space is left out.
    case words
    /// BERT: white space is left out, punctuation stands alone.
    case bert
    /// A text.
    case text([UInt8], DelimiterBehavior)
    /// In front of every run of SentencePiece's sign for the space.
    case spaceSigns
    /// Puts a space in front of a word that has none.
    case prefixSpace
    /// Writes spaces as another sign, puts one in front, and splits there.
    case metaspace(Metaspace)

    /// The sign for spaces, and where it is put.
    struct Metaspace: Sendable, Hashable {
        /// When a text that does not begin with the sign gets one.
        enum Prepending: String, Sendable, Hashable {
            case always
            case first
            case never
        }

        /// The sign in UTF-8.
        var sign: [UInt8]
        /// When one is put in front.
        var prepending: Prepending
        /// Whether text is split in front of each sign.
        var splits: Bool
    }

    /// Whether the rule splits text and leaves it as it is.
    var keepsText: Bool {
        switch self {
        case .prefixSpace, .metaspace: false
        default: true
        }
    }

    /// Calls the body with each word of a range, in order.
    @inline(__always)
    func forEachWord(in text: ClassifiedBytes, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        let limit = range.upperBound
        switch self {
        case .gpt2:
            while start < limit {
                let end = GPT2Scanner.endOfWord(in: text, from: start, limit: limit)
                body(start..<end)
                start = end
            }
        case .digitsThenGPT2:
            while start < limit {
                // What lies between two digits is split as if nothing followed it.
                let digit = GPT2Scanner.nextDigit(in: text, from: start, limit: limit)
                while start < digit.lowerBound {
                    let end = GPT2Scanner.endOfWord(in: text, from: start, limit: digit.lowerBound)
                    body(start..<end)
                    start = end
                }
                if !digit.isEmpty { body(digit) }
                start = digit.upperBound
            }
        case .llama3(let digits):
            while start < limit {
                let end = Llama3Scanner.endOfWord(in: text, from: start, limit: limit, digits: digits)
                body(start..<end)
                start = end
            }
        case .tekken:
            while start < limit {
                let end = TekkenScanner.endOfWord(in: text, from: start, limit: limit)
                body(start..<end)
                start = end
            }
        case .spaceSigns:
            while start < limit {
                let end = text.endOfSpaceSignWord(from: start, limit: limit)
                body(start..<end)
                start = end
            }
        case .prefixSpace, .metaspace: body(range)
        default: splitAtDelimiters(text, range, body)
        }
    }

    @inline(never)
    private func splitAtDelimiters(_ text: ClassifiedBytes, _ range: Range<Int>, _ body: (Range<Int>) -> Void)
    {
        let limit = range.upperBound
        let table = CategoryTable.shared
        switch self {
        case .digits(let behavior):
            behavior.forEachWord(
                range, next: { GPT2Scanner.nextDigit(in: text, from: $0, limit: limit) }, body)
        case .alphabetDigits(let behavior):
            behavior.forEachWord(
                range, next: { text.firstByte(from: $0, limit: limit, where: Self.isNumeric) }, body)
        case .threeDigits:
            DelimiterBehavior.isolated.forEachWord(
                range, next: { text.threeDigits(from: $0, limit: limit) }, body)
        case .punctuation(let behavior):
            behavior.forEachWord(
                range,
                next: { text.firstScalar(from: $0, limit: limit) { table[$0].contains(.punctuation) } }, body)
        case .spaces: Self.splitAtSpaces(text, range, body)
        case .bert:
            Self.splitAtSpaces(text, range) { word in
                DelimiterBehavior.isolated.forEachWord(
                    word,
                    next: {
                        text.firstScalar(from: $0, limit: word.upperBound) {
                            table[$0].contains(.punctuation)
                        }
                    }, body)
            }
        case .words:
            Self.splitAtSpaces(text, range) { word in
                Self.splitWhereWordsEnd(text, word, table, body)
            }
        case .text(let pattern, let behavior):
            behavior.forEachWord(range, next: { text.first(pattern, from: $0, limit: limit) }, body)
        default: body(range)
        }
    }

    private static func splitAtSpaces(
        _ text: ClassifiedBytes, _ range: Range<Int>, _ body: (Range<Int>) -> Void
    ) {
        DelimiterBehavior.removed.forEachWord(
            range,
            next: {
                text.firstScalar(from: $0, limit: range.upperBound) {
                    CharacterTable.shared[$0].contains(.space)
                }
            }, body)
    }

    private static func splitWhereWordsEnd(
        _ text: ClassifiedBytes, _ range: Range<Int>, _ table: CategoryTable, _ body: (Range<Int>) -> Void
    ) {
        var start = range.lowerBound
        while start < range.upperBound {
            let first = text.decoded(at: start, limit: range.upperBound)
            let isWord = table[first.value].contains(.word)
            let end = text.firstScalar(from: start, limit: range.upperBound) {
                table[$0].contains(.word) != isWord
            }.lowerBound
            body(start..<end)
            start = end
        }
    }

    /// Whether a byte is written as a numeric character in the byte alphabet: digits, `²³¹¼½¾`.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0xB2, 0xB3, 0xB9, 0xBC...0xBE: true
        default: false
        }
    }
}
