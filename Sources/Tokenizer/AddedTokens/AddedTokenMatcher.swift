/// Finds added tokens in text: the leftmost, and of several there the longest.
struct AddedTokenMatcher: Sendable {
    /// A token in text.
    struct Match: Hashable {
        /// Its place, with the white space that belongs to it.
        let range: Range<Int>
        /// Its number.
        let id: Int
    }

    private var tokens: [AddedToken]
    private let all: ByteTrie
    private let plain: ByteTrie

    /// Makes a matcher.
    init(_ tokens: [AddedToken]) {
        self.tokens = tokens
        func trie(_ isWanted: (AddedToken) -> Bool) -> ByteTrie {
            ByteTrie(
                tokens.enumerated().filter { isWanted($1) }.map { ($1.name[...], Int32($0)) })
        }
        all = trie { _ in true }
        plain = trie { !$0.isProtected }
    }

    /// Returns the number of the token with exactly this name.
    func id(named name: [UInt8]) -> Int? {
        guard let match = all.longestMatch(in: name, from: 0, limit: name.count), match.end == name.count
        else { return nil }
        return tokens[Int(match.value)].id
    }

    /// Finds the tokens in a range of bytes.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - range: Where to look.
    ///   - allowed: Where protected tokens count, ascending and apart; the others count everywhere.
    /// - Returns: The tokens, in order and apart.
    func matches(in bytes: [UInt8], _ range: Range<Int>, allowed: [Range<Int>]) -> [Match] {
        guard !all.isEmpty, !(allowed.isEmpty && plain.isEmpty) else { return [] }
        var result: [Match] = []
        var done = range.lowerBound
        var place = 0
        var index = range.lowerBound
        while index < range.upperBound {
            guard all.begins(with: bytes[index]) else {
                index += 1
                continue
            }
            while place < allowed.count, allowed[place].upperBound <= index { place += 1 }
            let inner =
                place < allowed.count && allowed[place].contains(index) ? allowed[place] : index..<index
            guard let (end, token) = longest(in: bytes, from: index, range.upperBound, allowed: inner) else {
                index += 1
                continue
            }
            defer { index = end }
            if token.isSingleWord, touchesWord(bytes, index..<end, within: range) { continue }
            var (start, stop) = (index, end)
            if token.stripsLeft { start = max(done, startOfSpace(in: bytes, before: start, from: done)) }
            if token.stripsRight { stop = endOfSpace(in: bytes, from: stop, limit: range.upperBound) }
            // White space that the token in front has taken cannot begin this one.
            start = max(start, done)
            guard start < stop else { continue }
            result.append(Match(range: start..<stop, id: token.id))
            done = stop
        }
        return result
    }

    private func longest(
        in bytes: [UInt8], from start: Int, _ limit: Int, allowed: Range<Int>
    ) -> (end: Int, token: AddedToken)? {
        let free = plain.longestMatch(in: bytes, from: start, limit: limit)
        let inner =
            allowed.isEmpty
            ? nil : all.longestMatch(in: bytes, from: start, limit: min(limit, allowed.upperBound))
        guard let best = [free, inner].compactMap(\.self).max(by: { $0.end < $1.end }) else { return nil }
        return (best.end, tokens[Int(best.value)])
    }

    // MARK: - Surroundings

    private func touchesWord(_ bytes: [UInt8], _ match: Range<Int>, within range: Range<Int>) -> Bool {
        if let scalar = Self.scalar(in: bytes, before: match.lowerBound, from: range.lowerBound),
            CategoryTable.shared[scalar.value].contains(.word)
        {
            return true
        }
        guard match.upperBound < range.upperBound,
            let scalar = Self.scalar(in: bytes, at: match.upperBound, limit: range.upperBound)
        else { return false }
        return CategoryTable.shared[scalar.value].contains(.word)
    }

    private func startOfSpace(in bytes: [UInt8], before end: Int, from limit: Int) -> Int {
        var start = end
        while let scalar = Self.scalar(in: bytes, before: start, from: limit), UTF8Text.isSpace(scalar) {
            start -= UTF8Text.length(scalar)
        }
        return start
    }

    private func endOfSpace(in bytes: [UInt8], from start: Int, limit: Int) -> Int {
        var end = start
        while end < limit, let scalar = Self.scalar(in: bytes, at: end, limit: limit),
            UTF8Text.isSpace(scalar)
        {
            end += UTF8Text.length(scalar)
        }
        return end
    }

    private static func scalar(in bytes: [UInt8], before end: Int, from limit: Int) -> Unicode.Scalar? {
        var start = end - 1
        while start > limit, start > end - 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        guard start >= limit else { return nil }
        return scalar(in: bytes, at: start, limit: end)
    }

    private static func scalar(in bytes: [UInt8], at start: Int, limit: Int) -> Unicode.Scalar? {
        var iterator = bytes[start..<min(limit, start + 4)].makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return scalar
    }
}
