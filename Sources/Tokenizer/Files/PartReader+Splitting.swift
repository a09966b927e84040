extension PartReader {
    /// The regular expressions of the models' authors, and the scanners that stand for them.
    private static let patterns: [String: SplitRule] = [
        #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#: .gpt2,
        #"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#: .gpt2,
        llama3(#"\p{N}{1,3}"#): .llama3(digits: 3),
        llama3(#"\p{N}"#): .llama3(digits: 1),
        #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|"#
            + #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}|"#
            + #" ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#: .tekken,
        "[0-9][0-9][0-9]": .threeDigits,
    ]

    private static func llama3(_ numbers: String) -> String {
        #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"# + numbers
            + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    }

    /// Reads how text is split, and whether its bytes are then written in the byte alphabet.
    static func preTokenizer(
        _ part: JSONValue?
    ) throws(TokenizerError) -> (rules: PreTokenizer, isByteLevel: Bool) {
        var rules: [SplitRule] = []
        var isByteLevel = false
        for part in try flattened(part, "pretokenizers") {
            let type = try type(part)
            if type == "ByteLevel" {
                if try flag(part, "add_prefix_space", true) { rules.append(.prefixSpace) }
                if try flag(part, "use_regex", true) { rules.append(.gpt2) }
                guard !isByteLevel else { throw .unsupportedPart("the byte alphabet twice") }
                isByteLevel = true
            } else {
                rules.append(try rule(part, type, isByteLevel: isByteLevel))
            }
        }
        return (PreTokenizer(rules), isByteLevel)
    }

    private static func rule(
        _ part: JSONValue, _ type: String, isByteLevel: Bool
    ) throws(TokenizerError) -> SplitRule {
        switch type {
        case "Digits":
            let behavior: DelimiterBehavior =
                try flag(part, "individual_digits", false) ? .isolated : .contiguous
            return isByteLevel ? .alphabetDigits(behavior) : .digits(behavior)
        case "Split": return try split(part, isByteLevel: isByteLevel)
        case _ where isByteLevel:
            throw .unsupportedPart(
                "the pre-tokenizer \(TokenizerError.quoted(type)) behind the byte alphabet")
        case "Punctuation": return .punctuation(try behavior(part, .isolated))
        case "Whitespace": return .words
        case "WhitespaceSplit": return .spaces
        case "BertPreTokenizer": return .bert
        case "Metaspace": return .metaspace(try metaspace(part))
        default: throw .unsupportedPart("the pre-tokenizer \(TokenizerError.quoted(type))")
        }
    }

    /// Reads a sign for the space, of a pre-tokenizer or a decoder.
    static func metaspace(_ part: JSONValue) throws(TokenizerError) -> SplitRule.Metaspace {
        let sign = part["replacement"] == nil ? DecodingStyle.spaceSign : try text(part, "replacement")
        guard !sign.isEmpty else { throw .corruptFile(TokenizerFile.name, "its sign for the space is empty") }
        let scheme: SplitRule.Metaspace.Prepending
        if let name = part["prepend_scheme"]?.text {
            guard let known = SplitRule.Metaspace.Prepending(rawValue: name) else {
                throw .unsupportedPart("the prepend scheme \(TokenizerError.quoted(name))")
            }
            scheme = known
        } else {
            scheme = try flag(part, "add_prefix_space", true) ? .always : .never
        }
        return SplitRule.Metaspace(sign: sign, prepending: scheme, splits: try flag(part, "split", true))
    }

    private static func behavior(
        _ part: JSONValue, _ fallback: DelimiterBehavior
    ) throws(TokenizerError) -> DelimiterBehavior {
        guard let name = part["behavior"]?.text else { return fallback }
        guard let behavior = DelimiterBehavior(rawValue: name) else {
            throw .unsupportedPart("the split behavior \(TokenizerError.quoted(name))")
        }
        return behavior
    }

    private static func split(_ part: JSONValue, isByteLevel: Bool) throws(TokenizerError) -> SplitRule {
        let behavior = try behavior(part, .isolated)
        let isInverted = try flag(part, "invert", false)
        if let text = part["pattern"]?["String"]?.text, !text.isEmpty, !isInverted, !isByteLevel {
            return .text(Array(text.utf8), behavior)
        }
        let pattern = part["pattern"]?["Regex"]?.text ?? part["pattern"]?["String"]?.text ?? ""
        // The patterns for words match everything, so that what they match and what lies between is the same.
        guard let rule = patterns[pattern], !isByteLevel || rule == .threeDigits,
            behavior == .isolated && !isInverted
                || behavior == .removed && isInverted && rule != .threeDigits
        else {
            throw .unsupportedPart("splitting at \(TokenizerError.quoted(pattern)) (\(behavior.rawValue))")
        }
        return rule
    }

    // MARK: - Decoders

    /// Reads how tokens become text.
    static func decoding(_ part: JSONValue?, isByteLevel: Bool) throws(TokenizerError) -> DecodingStyle {
        guard let part else {
            if isByteLevel { return .byteLevel }
            throw .unsupportedPart("no decoder")
        }
        let parts = try flattened(part, "decoders")
        var pieces = DecodingStyle.Pieces()
        var isFused = false
        for part in parts {
            switch try type(part) {
            case "ByteLevel" where parts.count == 1: return .byteLevel
            case "WordPiece" where parts.count == 1:
                return .wordPiece(
                    continuation: part["prefix"] == nil ? Array("##".utf8) : try text(part, "prefix"),
                    cleansUp: try flag(part, "cleanup", true))
            case "Replace" where !isFused:
                guard let pattern = part["pattern"]?["String"]?.text, !pattern.isEmpty else {
                    throw .unsupportedPart("a decoder that replaces a regular expression")
                }
                pieces.replacements.append(
                    .init(pattern: Array(pattern.utf8), text: try text(part, "content")))
            case "ByteFallback" where !isFused: pieces.fallsBackToBytes = true
            case "Fuse": isFused = true
            case "Strip" where isFused && pieces.stripCount == 0:
                pieces.stripped = try text(part, "content")
                guard let start = part["start"]?.integer, (0...1024).contains(start),
                    !pieces.stripped.isEmpty,
                    part["stop"]?.integer ?? 0 == 0
                else { throw .unsupportedPart("a decoder that strips the end of a text") }
                pieces.stripCount = start
            case "Metaspace" where parts.count == 1:
                let metaspace = try metaspace(part)
                if metaspace.prepending != .never { pieces.signLostInFirst = metaspace.sign }
                pieces.replacements = [.init(pattern: metaspace.sign, text: [0x20])]
            case let type: throw .unsupportedPart("the decoder \(TokenizerError.quoted(type)) at its place")
            }
        }
        let growth = Normalizer(steps: pieces.replacements.map { .replace($0.pattern, with: $0.text) }).growth
        guard growth <= Normalizer.mostGrowth else {
            throw .unsupportedPart("decoding to more than \(Normalizer.mostGrowth) times the length")
        }
        return .pieces(pieces)
    }
}
