import Testing

@testable import Tokenizer

@Suite struct TokenIndexTests {
    private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

    @Test func `finds strings by their bytes, the first of equal ones`() {
        var list = TokenList()
        var index = TokenIndex(capacity: 6)
        // The two ways to write é are different tokens.
        for (position, text) in ["a", "", "ab", "a", "e\u{301}", "\u{e9}"].enumerated() {
            let isNew = index.insert(position, bytes(text), in: list)
            #expect(isNew == (position != 3))
            list.append(text.utf8)
        }
        let found = ["a", "", "ab", "e\u{301}", "\u{e9}"].map { index.position(of: bytes($0), in: list) }
        #expect(found == [0, 1, 2, 4, 5])
        #expect(index.position(of: bytes("b"), in: list) == nil)
        index.removeAll()
        list.removeAll()
        #expect(list.count == 0 && list.byteCount == 0)
        #expect(index.position(of: bytes("a"), in: list) == nil)
        index.insert(0, bytes("z"), in: list)
        list.append("z".utf8)
        #expect(index.position(of: bytes("z"), in: list) == 0)
    }

    @Test func `holds as many strings as it was made for`() {
        let texts = (0..<1000).map { String($0) }
        let list = TokenList(texts)
        var index = TokenIndex(capacity: texts.count)
        for position in texts.indices { index.insert(position, list[position], in: list) }
        #expect(texts.indices.allSatisfy { index.position(of: list[$0], in: list) == $0 })
        #expect(list.byteCount == texts.reduce(0) { $0 + $1.utf8.count })
    }
}
