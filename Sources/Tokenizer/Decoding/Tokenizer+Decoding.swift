extension Tokenizer {
    /// Returns the text of token ids; bytes that are not valid UTF-8 become U+FFFD.
    ///
    /// - Parameters:
    ///   - ids: Token ids; one outside the vocabulary stands for nothing.
    ///   - includingSpecial: Whether control tokens appear by their names. User-defined tokens always do.
    /// - Returns: The text.
    package func decode(_ ids: [Int], includingSpecial: Bool = false) -> String {
        var bytes: [UInt8] = []
        let shown = ids.filter { includingSpecial || !isHidden($0) }
        if decoding == .byteLevel {
            for id in shown { bytes.append(contentsOf: vocabulary.bytes(of: id)) }
        } else {
            var stream = PieceStream()
            for id in shown where vocabulary.kinds.indices.contains(id) {
                bytes.append(
                    contentsOf: stream.append(vocabulary.bytes(of: id), vocabulary.kinds[id], decoding))
            }
            bytes.append(contentsOf: stream.finish(decoding))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Returns the text of one token as it reads inside a text: with its space, whatever stands at the beginning.
    package func piece(of id: Int, includingSpecial: Bool = false) -> String {
        guard includingSpecial || !isHidden(id) else { return "" }
        return String(decoding: bytes(of: id), as: UTF8.self)
    }

    /// Returns the bytes of one token as it reads inside a text, which may be a part of a character only.
    package func bytes(of id: Int) -> [UInt8] {
        let token = vocabulary.bytes(of: id)
        guard case .pieces(let pieces) = decoding else { return Array(token) }
        var text = Array(token)
        if let sign = pieces.signLostInFirst {
            text = UTF8Text.replacing(sign, with: [0x20], in: text[...])
        }
        for replacement in pieces.replacements {
            text = UTF8Text.replacing(replacement.pattern, with: replacement.text, in: text[...])
        }
        return text
    }

    /// Returns the bytes that a token adds to an answer: none when it steers the model, ends the answer or is a hole.
    package func answerBytes(of id: Int) -> [UInt8] {
        guard !isHidden(id), !stopTokens.contains(id), vocabulary.kinds.indices.contains(id),
            vocabulary.kinds[id] != .unused
        else { return [] }
        return bytes(of: id)
    }

    /// Returns whether a token steers the model and has no place in text.
    package func isControl(_ id: Int) -> Bool {
        vocabulary.kinds.indices.contains(id) && vocabulary.kinds[id] == .control
    }

    /// Whether a token is left out of text.
    func isHidden(_ id: Int) -> Bool {
        isControl(id) || vocabulary.kinds.indices.contains(id) && vocabulary.kinds[id] == .unknown
    }
}
