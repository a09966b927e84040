/// The tokens of `tokenizer.json` by number, those of the model and those that were added.
struct NumberedTokens {
    /// How many numbers may have no token.
    private static let mostHoles = 1 << 16

    /// The tokens; a number without one has an empty token.
    let tokens: TokenList
    /// What each is.
    let kinds: [TokenKind]
    /// Whether each may come out of merging or of a look-up.
    let isOrdinary: [Bool]
    /// The number of each token of the model.
    let known: ByteStringTable
    /// The tokens that are found in text as a whole.
    let added: [AddedToken]

    /// Joins the two lists.
    ///
    /// - Throws: ``TokenizerError`` when a number or a token occurs twice, or a number is far outside.
    init(_ file: TokenizerFile, hasByteTokens: Bool) throws(TokenizerError) {
        var known = ByteStringTable(capacity: file.tokens.count + 1)
        for index in 0..<file.tokens.count {
            guard known.value(of: file.tokens[index]) == nil else {
                let token = String(decoding: file.tokens[index], as: UTF8.self)
                throw .corruptVocabulary("the token \(TokenizerError.quoted(token)) occurs twice")
            }
            known.insert(file.tokens[index], value: file.ids[index])
        }
        let added = try Self.added(file["added_tokens"], known)
        let entries = file.tokens.count + added.count
        let count = max(file.ids.max() ?? -1, added.map { Int32($0.id) }.max() ?? -1) + 1
        guard entries > 0, entries <= Vocabulary.mostTokens else {
            throw .corruptVocabulary(
                "it has \(entries) tokens, and 1 to \(Vocabulary.mostTokens) are possible")
        }
        guard Int(count) <= entries + Self.mostHoles else {
            throw .corruptVocabulary("one of its \(entries) tokens has the number \(count - 1)")
        }
        var places = [Int32](repeating: -1, count: Int(count))
        for (index, id) in file.ids.enumerated() {
            guard places[Int(id)] < 0 else { throw .corruptVocabulary("two tokens have the number \(id)") }
            places[Int(id)] = Int32(index)
        }
        var names: [Int: AddedToken] = [:]
        for token in added {
            let isTaken =
                places[token.id] >= 0 && !file.tokens[Int(places[token.id])].elementsEqual(token.name)
                || names[token.id].map { $0.name != token.name } ?? false
            guard !isTaken else { throw .corruptVocabulary("two tokens have the number \(token.id)") }
            names[token.id] = token
        }
        var tokens = TokenList()
        var kinds: [TokenKind] = []
        var isOrdinary: [Bool] = []
        for id in 0..<Int(count) {
            let name = places[id] >= 0 ? file.tokens[Int(places[id])] : names[id]?.name[...] ?? []
            tokens.append(name)
            let isByte = hasByteTokens && Vocabulary.byte(of: name) != nil
            let kind: TokenKind = name.isEmpty ? .unused : isByte ? .byte : names[id]?.kind ?? .normal
            kinds.append(kind)
            isOrdinary.append(places[id] >= 0 && (kind == .normal || kind == .userDefined))
        }
        self.tokens = tokens
        self.kinds = kinds
        self.isOrdinary = isOrdinary
        self.known = known
        self.added = names.values.sorted { $0.id < $1.id }
    }

    private static func added(
        _ part: JSONValue?, _ known: ByteStringTable
    ) throws(TokenizerError) -> [AddedToken] {
        guard let part else { return [] }
        guard let list = part.list else {
            throw .corruptFile(TokenizerFile.name, "its added tokens are no list")
        }
        var result: [AddedToken] = []
        for entry in list {
            guard let id = entry["id"]?.integer, (0..<Vocabulary.mostTokens).contains(id),
                let name = entry["content"]?.text
            else { throw .corruptFile(TokenizerFile.name, "an added token has no number or no name") }
            guard !name.isEmpty else { continue }
            let isSpecial = try PartReader.flag(entry, "special", false)
            result.append(
                AddedToken(
                    // As in the reference library, the model's own number counts.
                    id: known.value(of: Array(name.utf8)[...]).map { Int($0) } ?? id, name: Array(name.utf8),
                    kind: isSpecial ? .control : .userDefined,
                    stripsLeft: try PartReader.flag(entry, "lstrip", false),
                    stripsRight: try PartReader.flag(entry, "rstrip", false),
                    isSingleWord: try PartReader.flag(entry, "single_word", false),
                    isNormalized: try PartReader.flag(entry, "normalized", !isSpecial)))
        }
        return result
    }
}
