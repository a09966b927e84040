import Foundation

/// The table with which SentencePiece rewrites characters, as its models carry it: a double-array tree and the texts.
struct CharacterMap: Sendable, Hashable {
    /// Which of several entries that begin at one place is taken.
    enum Choice: Sendable, Hashable {
        /// The longest, as SentencePiece does.
        case longest
        /// The shortest, and only at the start of a character as readers see it, as the `tokenizers` library does.
        case shortestOfCharacter
    }

    /// The longest run of bytes that the library looks up as one character.
    private static let longestCharacter = 5

    private let units: [UInt32]
    private let texts: [UInt8]
    private let choice: Choice
    /// Length of the longest text in bytes.
    let longestText: Int

    /// Reads the table.
    ///
    /// - Returns: Nil when sizes contradict each other.
    init?(_ bytes: [UInt8], choice: Choice) {
        guard bytes.count >= 4 else { return nil }
        func unit(_ offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
        }
        let size = Int(unit(0))
        guard size % 4 == 0, size > 0, size <= bytes.count - 4 else { return nil }
        units = stride(from: 4, to: 4 + size, by: 4).map(unit)
        texts = Array(bytes[(4 + size)...])
        longestText = texts.split(separator: 0).reduce(1) { max($0, $1.count) }
        self.choice = choice
    }

    /// Reads the table out of base64.
    init?(base64 text: String, choice: Choice) {
        guard let data = Data(base64Encoded: text) else { return nil }
        self.init([UInt8](data), choice: choice)
    }

    /// Returns the rewritten text.
    func applied(to bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        switch choice {
        case .longest:
            var rest = bytes
            while let first = rest.first {
                if let (count, text) = match(rest, isLongest: true) {
                    result.append(contentsOf: text)
                    rest = rest.dropFirst(count)
                } else {
                    result.append(contentsOf: rest.prefix(UTF8Text.length(first)))
                    rest = rest.dropFirst(UTF8Text.length(first))
                }
            }
        case .shortestOfCharacter:
            for character in String(decoding: bytes, as: UTF8.self) {
                let whole = Array(character.utf8)
                if whole.count <= Self.longestCharacter, let (_, text) = match(whole[...], isLongest: false) {
                    result.append(contentsOf: text)
                    continue
                }
                for scalar in character.unicodeScalars {
                    let part = Array(String(scalar).utf8)
                    if let (_, text) = match(part[...], isLongest: false) {
                        result.append(contentsOf: text)
                    } else {
                        result.append(contentsOf: part)
                    }
                }
            }
        }
        return result
    }

    /// Returns the entry that the bytes begin with: its length and its text.
    private func match(_ bytes: ArraySlice<UInt8>, isLongest: Bool) -> (count: Int, text: ArraySlice<UInt8>)?
    {
        var result: (count: Int, text: ArraySlice<UInt8>)?
        var node = Self.offset(units[0])
        for (index, byte) in bytes.enumerated() {
            node ^= Int(byte)
            guard byte != 0, units.indices.contains(node), units[node] & 0x8000_00FF == UInt32(byte) else {
                break
            }
            let unit = units[node]
            node ^= Self.offset(unit)
            guard unit >> 8 & 1 == 1 else { continue }
            guard units.indices.contains(node), case let start = Int(units[node] & 0x7FFF_FFFF),
                start <= texts.count
            else { break }
            result = (index + 1, texts[start...].prefix { $0 != 0 })
            if !isLongest { break }
        }
        return result
    }

    private static func offset(_ unit: UInt32) -> Int { Int(unit >> 10) << Int((unit & 0x200) >> 6) }
}
