/// The rule that splits text into the words that byte-pair merging never crosses.
///
/// Hand-written scanners stand for the regular expressions of the models' authors, scalar by scalar, with the classes
/// of the `tokenizers` library.
enum PreTokenizer: Sendable, Hashable {
    /// GPT-2: `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
    case gpt2
    /// Every numeric scalar on its own, GPT-2 on what lies between.
    case digitsThenGPT2
    /// Llama 3 and Qwen 2, which differ in how many numeric scalars stay together.
    ///
    /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|`
    /// `\s*[\r\n]+|\s+(?!\S)|\s+`
    case llama3(digits: Int)

    /// The names of `tokenizer.ggml.pre` that are understood.
    static let knownNames = [
        "default", "deepseek-r1-qwen", "gpt-2", "llama-bpe", "llama-v3", "llama3", "phi-2", "qwen2", "refact",
        "smollm", "starcoder",
    ]

    /// Finds the rule of a name in `tokenizer.ggml.pre`.
    init(named name: String) throws(TokenizerError) {
        switch name {
        case "default", "gpt-2", "phi-2": self = .gpt2
        case "smollm", "starcoder", "refact": self = .digitsThenGPT2
        case "llama-bpe", "llama3", "llama-v3": self = .llama3(digits: 3)
        case "qwen2", "deepseek-r1-qwen": self = .llama3(digits: 1)
        default: throw .unsupportedPreTokenizer(name)
        }
    }

    /// Calls the body with each word of a range of bytes, in order and without gaps.
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
        }
    }
}
