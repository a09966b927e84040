extension Tokenizer {
    /// Returns the text of token ids; bytes that are not valid UTF-8 become U+FFFD.
    ///
    /// - Parameters:
    ///   - ids: Token ids; one outside the vocabulary stands for nothing.
    ///   - includingSpecial: Whether control tokens appear by their names. User-defined tokens always do.
    /// - Returns: The text.
    package func decode(_ ids: [Int], includingSpecial: Bool = false) -> String {
        var bytes: [UInt8] = []
        for id in ids where includingSpecial || !isControl(id) {
            bytes.append(contentsOf: vocabulary.bytes(of: id))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Returns the bytes of one token, which may be a part of a character only.
    package func bytes(of id: Int) -> [UInt8] { Array(vocabulary.bytes(of: id)) }

    /// Returns whether a token steers the model and has no place in text.
    package func isControl(_ id: Int) -> Bool {
        vocabulary.kinds.indices.contains(id) && vocabulary.kinds[id] == .control
    }
}
