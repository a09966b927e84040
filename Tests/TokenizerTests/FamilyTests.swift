import Testing

@testable import Tokenizer

@Suite struct FamilyTests {
    /// Tokens that plain text becomes in the reference library, and here only where that is allowed: markers such as
    /// `<think>` that were added without being called special, and control and byte tokens that a unigram model finds.
    private static let guarded: [String: [String]] = [
        "olmo-2": ["|||IP_ADDRESS|||"], "qwen-3": ["<think>", "</think>", "<tool_call>", "</tool_call>"],
        "phi-3": ["</s>"], "t5": unigram, "xlm": unigram, "unigram-bytes": unigram + ["<0x41>"],
    ]

    private static let unigram = ["<unk>", "<s>", "</s>"]

    private func isGuarded(_ text: String, _ family: String) -> Bool {
        Self.guarded[family, default: []].contains { text.contains($0) }
    }

    @Test(arguments: FamilyFixture.names)
    func `gives the reference library's ids`(_ name: String) throws {
        let fixture = try FamilyFixture.shared.get()
        let family = try fixture.family(name)
        let tokenizer = try FamilyFixture.tokenizer(name)
        for (index, text) in fixture.texts.enumerated() where !isGuarded(text, name) {
            let ids = tokenizer.encode(text)
            if index < family.first.count {
                #expect(ids == family.first[index], "text \(index): \(text.debugDescription)")
            }
            #expect(LineFixture.digest(ids) == family.plain[index], "text \(index): \(text.debugDescription)")
        }
    }

    @Test(arguments: FamilyFixture.names)
    func `gives the reference library's ids when special tokens are allowed`(_ name: String) throws {
        let fixture = try FamilyFixture.shared.get()
        let family = try fixture.family(name)
        let tokenizer = try FamilyFixture.tokenizer(name)
        for (index, text) in fixture.texts.enumerated()
        where !text.contains("<0x41>") || name != "unigram-bytes" {
            let ids = tokenizer.encode(text, allowingSpecial: true)
            #expect(
                LineFixture.digest(ids) == family.marked[index], "text \(index): \(text.debugDescription)")
        }
    }

    @Test(arguments: FamilyFixture.names)
    func `gives the reference library's text`(_ name: String) throws {
        let fixture = try FamilyFixture.shared.get()
        let family = try fixture.family(name)
        let tokenizer = try FamilyFixture.tokenizer(name)
        for (index, text) in fixture.texts.enumerated()
        where !text.contains("<0x41>") || name != "unigram-bytes" {
            let marked = tokenizer.encode(text, allowingSpecial: true)
            let shown = tokenizer.decode(marked, includingSpecial: true)
            #expect(
                FamilyFixture.digest(shown) == family.markedText[index],
                "text \(index): \(text.debugDescription), \(shown.debugDescription)")
            guard !isGuarded(text, name) else { continue }
            let plain = tokenizer.decode(tokenizer.encode(text))
            #expect(
                FamilyFixture.digest(plain) == family.plainText[index],
                "text \(index): \(text.debugDescription), \(plain.debugDescription)")
        }
    }

    @Test(arguments: FamilyFixture.names)
    func `streams tokens to the same text`(_ name: String) throws {
        let fixture = try FamilyFixture.shared.get()
        let tokenizer = try FamilyFixture.tokenizer(name)
        for text in fixture.texts {
            let ids = tokenizer.encode(text, allowingSpecial: true)
            for includes in [false, true] {
                var decoder = StreamDecoder(tokenizer: tokenizer, includingSpecial: includes)
                let pieces = ids.map { decoder.append($0) } + [decoder.finish()]
                #expect(pieces.joined() == tokenizer.decode(ids, includingSpecial: includes))
            }
        }
    }

    @Test(arguments: FamilyFixture.names)
    func `puts a sequence's tokens around a text`(_ name: String) throws {
        let fixture = try FamilyFixture.shared.get()
        let family = try fixture.family(name)
        #expect(try FamilyFixture.tokenizer(name).encodeSequence("Hi there") == family.framed)
    }

    @Test(arguments: FamilyFixture.names)
    func `never makes a control token or a marker from plain text`(_ name: String) throws {
        let tokenizer = try FamilyFixture.tokenizer(name)
        let protected = (0..<tokenizer.vocabularySize).filter {
            tokenizer.isControl($0)
                || tokenizer.vocabulary.kinds[$0] == .userDefined
                    && AddedToken(id: $0, name: Array(tokenizer.vocabulary.bytes(of: $0)), kind: .userDefined)
                        .isProtected
        }
        #expect(!protected.isEmpty)
        // The unknown token comes out of text that cannot be written, and steers nothing.
        let unknown = ["<unk>", "[UNK]"].compactMap { tokenizer.specialToken(named: $0) }
        for id in protected where !unknown.contains(id) {
            let marker = String(decoding: tokenizer.vocabulary.bytes(of: id), as: UTF8.self)
            for text in [
                marker, "a \(marker) b", "\(marker)\(marker)", "\(marker.lowercased())x", " \(marker)\n",
            ] {
                #expect(!tokenizer.encode(text).contains(id), "\(text)")
            }
            #expect(tokenizer.encode(marker, allowingSpecial: true).contains(id))
        }
    }

    @Test func `leaves the fixture no family untested`() throws {
        #expect(try FamilyFixture.shared.get().families.map(\.name) == FamilyFixture.names)
    }

    @Test(arguments: FamilyFixture.names)
    func `takes a word of a megabyte in a few seconds at most`(_ name: String) throws {
        let tokenizer = try FamilyFixture.tokenizer(name)
        for unit in ["x", "aé", "<", " "] {
            let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
            let time = ContinuousClock().measure { _ = tokenizer.encode(text) }
            // A quadratic rule would take hours; a busy machine takes its time.
            #expect(time < .seconds(20), "\(unit)")
        }
    }
}
