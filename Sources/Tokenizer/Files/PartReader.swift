/// Reads the small parts of `tokenizer.json` that say what is done to text: each by its name, or refused by it.
enum PartReader {
    /// Longest text that a part may put somewhere, in bytes.
    private static let longestText = 64
    /// Deepest nesting of sequences in sequences.
    private static let deepest = 8

    /// The name of a part.
    static func type(_ part: JSONValue) throws(TokenizerError) -> String {
        guard let type = part["type"]?.text else {
            throw .corruptFile(TokenizerFile.name, "a part of it has no type")
        }
        return type
    }

    /// A truth value, or what counts when it is absent.
    static func flag(_ part: JSONValue, _ key: String, _ fallback: Bool) throws(TokenizerError) -> Bool {
        guard let value = part[key] else { return fallback }
        guard let flag = value.boolean else {
            throw .corruptFile(TokenizerFile.name, "\(TokenizerError.quoted(key)) is neither true nor false")
        }
        return flag
    }

    /// A text in UTF-8.
    static func text(_ part: JSONValue, _ key: String) throws(TokenizerError) -> [UInt8] {
        guard let text = part[key]?.text else {
            throw .corruptFile(TokenizerFile.name, "\(TokenizerError.quoted(key)) is not a text")
        }
        guard text.utf8.count <= longestText else {
            throw .unsupportedPart("\(TokenizerError.quoted(key)) of \(text.utf8.count) bytes")
        }
        return Array(text.utf8)
    }

    /// The parts of a sequence in order, those of sequences inside it included; one that is no sequence is its only part.
    static func flattened(
        _ part: JSONValue?, _ key: String, depth: Int = 0
    ) throws(TokenizerError) -> [JSONValue] {
        guard let part else { return [] }
        guard try type(part) == "Sequence" else { return [part] }
        guard depth < deepest, let inner = part[key]?.list else {
            throw .corruptFile(TokenizerFile.name, "a sequence in it is nested too deep or has no parts")
        }
        var result: [JSONValue] = []
        for part in inner { result += try flattened(part, key, depth: depth + 1) }
        return result
    }

    // MARK: - Normalizers

    /// Reads what is done to text first.
    static func normalizer(_ part: JSONValue?) throws(TokenizerError) -> Normalizer {
        var steps: [Normalizer.Step] = []
        for part in try flattened(part, "normalizers") { steps.append(try normalizerStep(part)) }
        let normalizer = Normalizer(steps: steps)
        guard normalizer.growth <= Normalizer.mostGrowth else {
            throw .unsupportedPart("normalizing text to more than \(Normalizer.mostGrowth) times its length")
        }
        return normalizer
    }

    private static func normalizerStep(_ part: JSONValue) throws(TokenizerError) -> Normalizer.Step {
        let type = try type(part)
        if let form = UnicodeForm(rawValue: type) { return .form(form) }
        switch type {
        case "Lowercase": return .lowercase
        case "Strip":
            return .strip(
                left: try flag(part, "strip_left", true), right: try flag(part, "strip_right", true))
        case "StripAccents": return .stripAccents
        case "Prepend": return .prepend(try text(part, "prepend"))
        case "Replace":
            let content = try text(part, "content")
            if let pattern = part["pattern"]?["String"]?.text, !pattern.isEmpty {
                return .replace(Array(pattern.utf8), with: content)
            }
            let regex = part["pattern"]?["Regex"]?.text ?? ""
            guard regex == " {2,}" else {
                throw .unsupportedPart("replacing \(TokenizerError.quoted(regex))")
            }
            return .replaceSpaces(with: content)
        case "BertNormalizer":
            let lowercases = try flag(part, "lowercase", true)
            return .bert(
                BertNormalizer(
                    cleansText: try flag(part, "clean_text", true),
                    separatesIdeographs: try flag(part, "handle_chinese_chars", true),
                    stripsAccents: try flag(part, "strip_accents", lowercases), lowercases: lowercases))
        case "Precompiled":
            guard let text = part["precompiled_charsmap"]?.text,
                let map = CharacterMap(base64: text, choice: .shortestOfCharacter)
            else { throw .corruptFile(TokenizerFile.name, "its table of characters contradicts itself") }
            return .map(map)
        default: throw .unsupportedPart("the normalizer \(TokenizerError.quoted(type))")
        }
    }

    // MARK: - Frames

    /// Reads the tokens that stand in front of a whole text and behind it.
    static func frame(_ part: JSONValue?) throws(TokenizerError) -> (prefix: [Int], suffix: [Int]) {
        var prefix: [Int] = []
        var suffix: [Int] = []
        for part in try flattened(part, "processors") {
            switch try type(part) {
            case "ByteLevel": break
            case "BertProcessing", "RobertaProcessing":
                prefix = [try pairedID(part["cls"])] + prefix
                suffix.append(try pairedID(part["sep"]))
            case "TemplateProcessing":
                let (before, after) = try template(part)
                prefix = before + prefix
                suffix += after
            case let type: throw .unsupportedPart("the post-processor \(TokenizerError.quoted(type))")
            }
        }
        return (prefix, suffix)
    }

    private static func pairedID(_ value: JSONValue?) throws(TokenizerError) -> Int {
        guard let pair = value?.list, pair.count == 2, let id = pair[1].integer else {
            throw .corruptFile(TokenizerFile.name, "its post-processor names a token without a number")
        }
        return id
    }

    private static func template(_ part: JSONValue) throws(TokenizerError) -> (before: [Int], after: [Int]) {
        var before: [Int] = []
        var after: [Int] = []
        var isBehind = false
        for piece in part["single"]?.list ?? [] {
            if piece["Sequence"] != nil {
                isBehind = true
            } else if let name = piece["SpecialToken"]?["id"]?.text,
                let ids = part["special_tokens"]?[name]?["ids"]?.list
            {
                for id in ids {
                    guard let id = id.integer else {
                        throw .corruptFile(
                            TokenizerFile.name, "its post-processor names a token without a number")
                    }
                    if isBehind { after.append(id) } else { before.append(id) }
                }
            } else {
                throw .corruptFile(TokenizerFile.name, "its post-processor is neither token nor text")
            }
        }
        return (before, after)
    }
}
