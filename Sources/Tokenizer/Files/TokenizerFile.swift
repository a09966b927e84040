internal import Core

/// `tokenizer.json` as read: the large lists in flat buffers, the rest as values.
struct TokenizerFile {
    /// Its name in messages.
    static let name = "tokenizer.json"

    /// Tokens of the model in the order of the file.
    private(set) var tokens = TokenList()
    /// The number of each token.
    private(set) var ids: [Int32] = []
    /// The score of each token of a unigram model.
    private(set) var scores: [Double] = []
    /// Left and right side of each merge, one after the other.
    private(set) var merges = TokenList()
    /// Whether the file lists merges at all.
    private(set) var hasMerges = false
    /// The other settings of the model.
    private(set) var model: [(key: String, value: JSONValue)] = []
    /// The other parts of the file.
    private(set) var parts: [(key: String, value: JSONValue)] = []
    private(set) var hasVocabulary = false

    /// Reads the file.
    ///
    /// - Throws: ``TokenizerError`` with code `corrupt_tokenizer_file`.
    init(_ bytes: [UInt8]) throws(TokenizerError) {
        let result = try JSONScanner.read(bytes, file: Self.name) { (scanner) throws(JSONTrouble) in
            var known: Set<[UInt8]> = []
            var reading = Reading()
            try scanner.object { (scanner, key) throws(JSONTrouble) in
                guard known.insert(Array(key)).inserted else { throw scanner.trouble("a key occurs twice") }
                if key.elementsEqual("model".utf8), try scanner.kind() == .object {
                    try reading.readModel(&scanner)
                } else {
                    reading.parts.append((String(decoding: key, as: UTF8.self), try scanner.value()))
                }
            }
            return reading
        }
        tokens = result.tokens
        ids = result.ids
        scores = result.scores
        merges = result.merges
        hasMerges = result.hasMerges
        model = result.model
        parts = result.parts
        hasVocabulary = result.hasVocabulary
        guard hasVocabulary else { throw .corruptFile(Self.name, "it has no vocabulary") }
    }

    /// A part of the file; nil when it is absent or null.
    subscript(part: String) -> JSONValue? { JSONValue.object(parts)[part] }

    /// A setting of the model; nil when it is absent or null.
    func setting(_ key: String) -> JSONValue? { JSONValue.object(model)[key] }

    /// What has been read so far.
    private struct Reading {
        var tokens = TokenList()
        var ids: [Int32] = []
        var scores: [Double] = []
        var merges = TokenList()
        var hasMerges = false
        var model: [(key: String, value: JSONValue)] = []
        var parts: [(key: String, value: JSONValue)] = []
        var hasVocabulary = false

        mutating func readModel(_ scanner: inout JSONScanner) throws(JSONTrouble) {
            var reading = self
            var known: Set<[UInt8]> = []
            try scanner.object { (scanner, key) throws(JSONTrouble) in
                guard known.insert(Array(key)).inserted else { throw scanner.trouble("a key occurs twice") }
                if key.elementsEqual("vocab".utf8) {
                    reading.hasVocabulary = true
                    if try scanner.kind() == .list {
                        try reading.readScoredTokens(&scanner)
                    } else {
                        try reading.readNumberedTokens(&scanner)
                    }
                } else if key.elementsEqual("merges".utf8), try scanner.kind() != .null {
                    reading.hasMerges = true
                    try reading.readMerges(&scanner)
                } else {
                    reading.model.append((String(decoding: key, as: UTF8.self), try scanner.value()))
                }
            }
            self = reading
        }

        /// Reads `{"token": number, …}`.
        private mutating func readNumberedTokens(_ scanner: inout JSONScanner) throws(JSONTrouble) {
            var tokens = self.tokens
            var ids = self.ids
            try scanner.object { (scanner, key) throws(JSONTrouble) in
                tokens.append(key)
                let id = try scanner.integer()
                guard (0..<Vocabulary.mostTokens).contains(id), tokens.count <= Vocabulary.mostTokens else {
                    throw scanner.trouble("a token has the number \(id)")
                }
                ids.append(Int32(id))
            }
            self.tokens = tokens
            self.ids = ids
        }

        /// Reads `[["token", score], …]`.
        private mutating func readScoredTokens(_ scanner: inout JSONScanner) throws(JSONTrouble) {
            var tokens = self.tokens
            var scores = self.scores
            try scanner.list { (scanner) throws(JSONTrouble) in
                var index = 0
                try scanner.list { (scanner) throws(JSONTrouble) in
                    switch index {
                    case 0: tokens.append(try scanner.text())
                    case 1: scores.append(try scanner.number())
                    default: throw scanner.trouble("a token has more than a score")
                    }
                    index += 1
                }
                guard index == 2, tokens.count <= Vocabulary.mostTokens else {
                    throw scanner.trouble("a token has no score")
                }
            }
            self.tokens = tokens
            self.scores = scores
            ids = (0..<tokens.count).map { Int32($0) }
        }

        /// Reads `["left right", …]` or `[["left", "right"], …]`.
        private mutating func readMerges(_ scanner: inout JSONScanner) throws(JSONTrouble) {
            var merges = self.merges
            try scanner.list { (scanner) throws(JSONTrouble) in
                guard merges.count < 4 * Vocabulary.mostTokens else {
                    throw scanner.trouble("too many merges")
                }
                if try scanner.kind() == .text {
                    let merge = try scanner.text()
                    guard let space = merge.firstIndex(of: 0x20), !merge[(space + 1)...].contains(0x20) else {
                        throw scanner.trouble("a merge is not two tokens")
                    }
                    merges.append(merge[..<space])
                    merges.append(merge[(space + 1)...])
                } else {
                    var index = 0
                    try scanner.list { (scanner) throws(JSONTrouble) in
                        merges.append(try scanner.text())
                        index += 1
                    }
                    guard index == 2 else { throw scanner.trouble("a merge is not two tokens") }
                }
            }
            self.merges = merges
        }
    }
}
