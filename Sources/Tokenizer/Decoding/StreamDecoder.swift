/// Turns tokens into text as they come, holding back the bytes of a character that is not complete.
///
/// All pieces together equal ``Tokenizer/decode(_:includingSpecial:)`` of all tokens.
package struct StreamDecoder: Sendable {
    private let tokenizer: Tokenizer
    private let includesSpecial: Bool
    private var pending: [UInt8] = []
    private var stream = PieceStream()

    /// Makes a decoder for one answer.
    package init(tokenizer: Tokenizer, includingSpecial: Bool = false) {
        self.tokenizer = tokenizer
        includesSpecial = includingSpecial
    }

    /// Takes a token and returns the text that is complete now; empty when there is none.
    package mutating func append(_ id: Int) -> String {
        let vocabulary = tokenizer.vocabulary
        guard vocabulary.kinds.indices.contains(id), includesSpecial || !tokenizer.isHidden(id) else {
            return ""
        }
        if tokenizer.decoding == .byteLevel {
            pending.append(contentsOf: vocabulary.bytes(of: id))
        } else {
            pending.append(
                contentsOf: stream.append(vocabulary.bytes(of: id), vocabulary.kinds[id], tokenizer.decoding))
        }
        let complete = pending.count - Self.incompleteCount(pending)
        defer { pending.removeFirst(complete) }
        return String(decoding: pending[..<complete], as: UTF8.self)
    }

    /// Returns what was held back, repaired; the answer has ended.
    package mutating func finish() -> String {
        pending.append(contentsOf: stream.finish(tokenizer.decoding))
        stream = PieceStream()
        defer { pending.removeAll() }
        return String(decoding: pending, as: UTF8.self)
    }

    /// Number of bytes at the end that begin a character whose rest is still to come.
    private static func incompleteCount(_ bytes: [UInt8]) -> Int {
        for count in 1...3 where count <= bytes.count {
            let lead = bytes[bytes.count - count]
            if lead & 0xC0 == 0x80 { continue }
            let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
            guard lead <= 0xF4, count < length else { return 0 }
            if count == 1 { return 1 }
            // The second byte decides whether the sequence can still become valid.
            let second = bytes[bytes.count - count + 1]
            return UTF8Text.secondBytes(after: lead).contains(second) ? count : 0
        }
        return 0
    }
}
