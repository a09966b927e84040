/// The tokens of a model: their bytes, kinds and, for ordinary ones, the way back from bytes.
struct Vocabulary: Sendable {
    /// Largest vocabulary that is accepted, far above any real one.
    static let mostTokens = 4 << 20

    /// What each token is.
    let kinds: [TokenKind]
    /// The token of each single byte, or -1: in a byte-level vocabulary the ordinary ones, else those like `<0x0A>`.
    let byteTokens: [Int32]
    /// Whether ordinary tokens are written in the byte alphabet.
    let isByteLevel: Bool
    private let tokens: TokenList
    /// Where the ordinary tokens are, by their bytes.
    private let index: TokenIndex

    /// Reads the tokens of a byte-level vocabulary.
    ///
    /// - Throws: ``TokenizerError`` with code `corrupt_vocabulary` when counts or kinds contradict each other.
    init(tokens: [String], types: [Int], isByteLevel: Bool = true) throws(TokenizerError) {
        guard !tokens.isEmpty, tokens.count <= Self.mostTokens else {
            throw .corruptVocabulary(
                "it has \(tokens.count) tokens, and 1 to \(Self.mostTokens) are possible")
        }
        guard types.isEmpty || types.count == tokens.count else {
            throw .corruptVocabulary("\(tokens.count) tokens have \(types.count) types")
        }
        var kinds: [TokenKind] = []
        kinds.reserveCapacity(tokens.count)
        for id in tokens.indices {
            guard let kind = types.isEmpty ? .normal : TokenKind(rawValue: types[id]) else {
                throw .corruptVocabulary("token \(id) has the unknown type \(types[id])")
            }
            kinds.append(kind)
        }
        self.init(
            tokens: TokenList(tokens), kinds: kinds, isByteLevel: isByteLevel,
            isOrdinary: kinds.map { $0 == .normal })
    }

    /// Takes tokens that have been checked.
    ///
    /// - Parameters:
    ///   - tokens: The tokens as the file writes them.
    ///   - kinds: What each is.
    ///   - isByteLevel: Whether ordinary tokens are written in the byte alphabet.
    ///   - isOrdinary: Whether each may come out of merging or of a look-up.
    init(tokens: TokenList, kinds: [TokenKind], isByteLevel: Bool, isOrdinary: [Bool]) {
        // The bytes of a token never take more room than the token as it is written.
        var list = TokenList(capacity: tokens.count, byteCapacity: tokens.byteCount)
        var index = TokenIndex(capacity: tokens.count + 1)
        var byteTokens = [Int32](repeating: -1, count: 256)
        var bytes: [UInt8] = []
        for id in 0..<tokens.count {
            let token = tokens[id]
            bytes.removeAll(keepingCapacity: true)
            if isByteLevel, isOrdinary[id] {
                if ByteAlphabet.appendBytes(of: token, to: &bytes) {
                    index.insert(id, bytes[...], in: list)
                } else {
                    bytes.append(contentsOf: token)
                }
            } else {
                if isOrdinary[id] { index.insert(id, token, in: list) }
                if kinds[id] == .byte, let byte = Self.byte(of: token) {
                    if byteTokens[Int(byte)] < 0 { byteTokens[Int(byte)] = Int32(id) }
                    bytes.append(byte)
                } else {
                    bytes.append(contentsOf: token)
                }
            }
            list.append(bytes)
        }
        self.kinds = kinds
        self.isByteLevel = isByteLevel
        self.tokens = list
        self.index = index
        self.byteTokens =
            isByteLevel ? (0...255).map { Int32(index.position(of: [$0], in: list) ?? -1) } : byteTokens
    }

    /// Number of tokens.
    var count: Int { kinds.count }

    /// The bytes of a token; nothing for an id outside the vocabulary.
    func bytes(of id: Int) -> ArraySlice<UInt8> { kinds.indices.contains(id) ? tokens[id] : [] }

    /// The ordinary token with exactly these bytes.
    func id(of bytes: ArraySlice<UInt8>) -> Int32? { index.position(of: bytes, in: tokens).map { Int32($0) } }

    /// Whether a token is matched in text as a whole and only where that is allowed.
    func isSpecial(_ id: Int) -> Bool {
        kinds.indices.contains(id) && (kinds[id] == .control || kinds[id] == .userDefined)
    }

    /// The byte that a token such as `<0x0A>` stands for.
    static func byte(of token: ArraySlice<UInt8>) -> UInt8? {
        guard token.count == 6, token.starts(with: "<0x".utf8), token.last == UInt8(ascii: ">") else {
            return nil
        }
        let digits = token.dropFirst(3).dropLast()
        guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }) else {
            return nil
        }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    // MARK: - Merges

    /// Reads merges that are written as two tokens with a space between.
    ///
    /// - Throws: ``TokenizerError`` with code `corrupt_vocabulary` when a merge is not made of known tokens.
    func mergeTable(_ merges: [String]) throws(TokenizerError) -> MergeTable {
        try Self.check(mergeCount: merges.count)
        var result = MergeTable(capacity: merges.count + 1)
        var pair: [UInt8] = []
        for (rank, merge) in merges.enumerated() {
            pair.removeAll(keepingCapacity: true)
            pair.append(contentsOf: merge.utf8)
            guard let space = pair.firstIndex(of: 0x20),
                try insert(pair[..<space], pair[(space + 1)...], rank, into: &result, known: nil)
            else {
                throw .corruptVocabulary(
                    "merge \(rank) (\(TokenizerError.quoted(merge))) is not made of known tokens")
            }
        }
        return result
    }

    /// Reads merges that are written as lists of two.
    ///
    /// - Parameters:
    ///   - pairs: Left and right tokens, one after the other.
    ///   - known: Numbers of all tokens of the file, those that text never becomes among them: their merges are left out.
    /// - Returns: The merges.
    /// - Throws: ``TokenizerError`` with code `corrupt_vocabulary` when a merge is not made of known tokens.
    func mergeTable(_ pairs: TokenList, known: ByteStringTable) throws(TokenizerError) -> MergeTable {
        try Self.check(mergeCount: pairs.count / 2)
        var result = MergeTable(capacity: pairs.count / 2 + 1)
        for rank in 0..<pairs.count / 2 {
            let (left, right) = (pairs[2 * rank], pairs[2 * rank + 1])
            guard try insert(left, right, rank, into: &result, known: known) else {
                let merge =
                    String(decoding: left, as: UTF8.self) + " " + String(decoding: right, as: UTF8.self)
                throw .corruptVocabulary(
                    "merge \(rank) (\(TokenizerError.quoted(merge))) is not made of known tokens")
            }
        }
        return result
    }

    private func insert(
        _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ rank: Int, into table: inout MergeTable,
        known: ByteStringTable?
    ) throws(TokenizerError) -> Bool {
        var whole: [UInt8] = []
        let middle: Int
        if isByteLevel {
            guard ByteAlphabet.appendBytes(of: left, to: &whole), case let count = whole.count,
                ByteAlphabet.appendBytes(of: right, to: &whole)
            else { return false }
            middle = count
        } else {
            whole = Array(left + right)
            middle = left.count
        }
        if let leftID = id(of: whole[..<middle]), let rightID = id(of: whole[middle...]),
            let result = id(of: whole[...])
        {
            table.insert(left: leftID, right: rightID, rank: UInt32(rank), result: result)
            return true
        }
        guard let known else { return false }
        return known.value(of: left) != nil && known.value(of: right) != nil
            && known.value(of: (left + right)[...]) != nil
    }

    private static func check(mergeCount: Int) throws(TokenizerError) {
        guard mergeCount <= 2 * mostTokens else {
            throw .corruptVocabulary(
                "it has \(mergeCount) merges, and at most \(2 * mostTokens) are possible")
        }
    }
}
