/// The tokens of a model: their bytes, kinds and, for ordinary ones, the way back from bytes.
struct Vocabulary: Sendable {
    /// Largest vocabulary that is accepted, far above any real one.
    static let mostTokens = 4 << 20

    /// What each token is.
    let kinds: [TokenKind]
    /// The token of each single byte, or -1.
    let byteTokens: [Int32]
    private let bytes: [UInt8]
    private let starts: [Int]
    private let table: ByteStringTable

    /// Reads the tokens.
    ///
    /// - Throws: ``TokenizerError`` with code `corrupt_vocabulary` when counts or kinds contradict each other.
    init(tokens: [String], types: [Int]) throws(TokenizerError) {
        guard !tokens.isEmpty, tokens.count <= Self.mostTokens else {
            throw .corruptVocabulary(
                "it has \(tokens.count) tokens, and 1 to \(Self.mostTokens) are possible")
        }
        guard types.isEmpty || types.count == tokens.count else {
            throw .corruptVocabulary("\(tokens.count) tokens have \(types.count) types")
        }
        var kinds: [TokenKind] = []
        kinds.reserveCapacity(tokens.count)
        var bytes: [UInt8] = []
        var starts = [0]
        starts.reserveCapacity(tokens.count + 1)
        var table = ByteStringTable(capacity: tokens.count + 1)
        for (id, token) in tokens.enumerated() {
            guard let kind = types.isEmpty ? .normal : TokenKind(rawValue: types[id]) else {
                throw .corruptVocabulary("token \(id) has the unknown type \(types[id])")
            }
            kinds.append(kind)
            let start = bytes.count
            if kind == .normal, ByteAlphabet.appendBytes(of: token[...].unicodeScalars, to: &bytes) {
                table.insert(bytes[start...], value: Int32(id))
            } else {
                bytes.append(contentsOf: token.utf8)
            }
            starts.append(bytes.count)
        }
        self.kinds = kinds
        self.bytes = bytes
        self.starts = starts
        self.table = table
        byteTokens = (0...255).map { table.value(of: [UInt8($0)][...]) ?? -1 }
    }

    /// Number of tokens.
    var count: Int { kinds.count }

    /// The bytes of a token; nothing for an id outside the vocabulary.
    func bytes(of id: Int) -> ArraySlice<UInt8> {
        kinds.indices.contains(id) ? bytes[starts[id]..<starts[id + 1]] : []
    }

    /// The ordinary token with exactly these bytes.
    func id(of bytes: ArraySlice<UInt8>) -> Int32? { table.value(of: bytes) }

    /// Whether a token is matched in text as a whole and only where that is allowed.
    func isSpecial(_ id: Int) -> Bool {
        kinds.indices.contains(id) && (kinds[id] == .control || kinds[id] == .userDefined)
    }

    /// Reads the merges.
    ///
    /// - Throws: ``TokenizerError`` with code `corrupt_vocabulary` when a merge is not made of known tokens.
    func mergeTable(_ merges: [String]) throws(TokenizerError) -> MergeTable {
        guard merges.count <= 2 * Self.mostTokens else {
            throw .corruptVocabulary(
                "it has \(merges.count) merges, and at most \(2 * Self.mostTokens) are possible")
        }
        var result = MergeTable(capacity: merges.count + 1)
        var pair: [UInt8] = []
        for (rank, merge) in merges.enumerated() {
            let scalars = merge.unicodeScalars
            pair.removeAll(keepingCapacity: true)
            guard let space = scalars.firstIndex(of: " "),
                ByteAlphabet.appendBytes(of: scalars[..<space], to: &pair), case let middle = pair.count,
                ByteAlphabet.appendBytes(of: scalars[scalars.index(after: space)...], to: &pair),
                let left = id(of: pair[..<middle]), let right = id(of: pair[middle...]),
                let whole = id(of: pair[...])
            else {
                throw .corruptVocabulary(
                    "merge \(rank) (\(TokenizerError.quoted(merge))) is not made of known tokens")
            }
            result.insert(left: left, right: right, rank: UInt32(rank), result: whole)
        }
        return result
    }
}
