import Core
import Engine
import Foundation
import Tensor
import TestSupport
import Testing
import Tokenizer

@testable import Workstation

/// Whatever a model wants, the answer is whole JSON of its shape, at every limit.
@Suite struct ShapeGuideTests {
    private static let source =
        "Debian's \"policy\" manual: maintainers must write a changelog. 한국어 문장도 있다. 北門は閉まる。"
    private static let shape = JSONShape.list(
        of: .object([
            .init("quote", .excerpt(of: source, atLeast: 10, atMost: 60)),
            .init("question", .text(atMost: 40)),
            .init("answer", .text(atMost: 40)), .init("type", .choice(["fact", "definition", "reason"])),
        ]), atLeast: 1, atMost: 3)
    private static let starter = Result {
        try ModelLoader.load(
            name: "starter", digest: "", path: PackageRoot.starterModel, device: CPUDevice(threads: 1)
        ).tokenizer
    }

    /// A vocabulary and how it is read.
    private struct Words {
        var trie: TokenTrie
        var bytesOf: @Sendable (Int) -> [UInt8]
        var count: Int

        init(_ tokenizer: Tokenizer) {
            count = tokenizer.vocabularySize
            bytesOf = { tokenizer.answerBytes(of: $0) }
            trie = TokenTrie(count: count, bytesOf: bytesOf)
        }

        init(_ tokens: [[UInt8]]) {
            count = tokens.count
            bytesOf = { tokens.indices.contains($0) ? tokens[$0] : [] }
            trie = TokenTrie(count: count, bytesOf: bytesOf)
        }
    }

    private struct Answer {
        var text: String
        var tokens: [Int]
        var isCut: Bool
    }

    /// Runs a guide over logits until the value is whole.
    private static func answer(
        _ words: Words, limit: Int, temperature: Float = 1, shape: JSONShape = shape, seed: UInt64,
        logits: (inout SeededGenerator) -> [Float]
    ) throws -> Answer {
        var guide = try ShapeGuide(
            JSONGrammar(shape), trie: words.trie, limit: limit, bytesOf: words.bytesOf)
        var options = SamplingOptions()
        options.temperature = temperature
        options.seed = seed
        var sampler = Sampler(options)
        var generator = SeededGenerator(seed: seed)
        var tokens: [Int] = []
        while !guide.isComplete, tokens.count < limit {
            tokens.append(try guide.next(logits(&generator), sampler: &sampler, history: tokens).token)
        }
        #expect(guide.isComplete)
        return Answer(
            text: String(decoding: tokens.flatMap(words.bytesOf), as: UTF8.self), tokens: tokens,
            isCut: guide.isCut)
    }

    /// Logits that lean to a handful of tokens, so that some random answers get far.
    private static func noise(_ count: Int, _ generator: inout SeededGenerator) -> [Float] {
        var logits = [Float](repeating: 0, count: count)
        for index in logits.indices { logits[index] = Float(generator.nextUnit()) * 8 }
        return logits
    }

    private static func leastLimit(_ words: Words) throws -> Int {
        try #require(words.trie.cover(JSONMachine(JSONGrammar(shape)).closing)?.count)
    }

    @Test func `random wishes over a real vocabulary give whole JSON at every limit`() throws {
        let tokenizer = try Self.starter.get()
        let words = Words(tokenizer)
        let least = try Self.leastLimit(words)
        for limit in Array(least...least + 40) + [100, 200] {
            let seed = UInt64(limit)
            let answer = try Self.answer(words, limit: limit, seed: seed) { Self.noise(words.count, &$0) }
            #expect(answer.tokens.count <= limit)
            #expect(ShapeChecker.fault(answer.text, Self.shape) == nil, "limit \(limit): \(answer.text)")
            #expect(tokenizer.decode(answer.tokens) == answer.text)
        }
        #expect(throws: WorkstationError.self) {
            try Self.answer(words, limit: least - 1, seed: 1) { Self.noise(words.count, &$0) }
        }
    }

    @Test(arguments: [
        "", "[", "[{\"quote\": \"Deb", "[{\"quote\":\"maintainers must\",\"question\":\"Wh", "\"\\",
    ])
    func `finds the tokens that may stand, and no others`(text: String) throws {
        let words = Words(try Self.starter.get())
        let shape = text.first == "\"" ? JSONShape.text(atMost: 9) : Self.shape
        let machine = try #require(JSONMachine(try JSONGrammar(shape)).advanced(text.utf8))
        let expected = (0..<words.count).filter { token in
            let bytes = words.bytesOf(token)
            return !bytes.isEmpty && machine.advanced(bytes) != nil
        }
        #expect(words.trie.allowed(after: machine).sorted() == expected)
    }

    @Test(.enabled(if: PackageRoot.hasGemma))
    func `random wishes over a SentencePiece vocabulary give whole JSON`() throws {
        let tokenizer = try ModelLoader.load(
            name: "gemma", digest: "", path: PackageRoot.gemma, device: CPUDevice(threads: 1)
        ).tokenizer
        let words = Words(tokenizer)
        let least = try Self.leastLimit(words)
        for limit in [least, least + 5, least + 60] {
            let answer = try Self.answer(words, limit: limit, seed: 5) { Self.noise(words.count, &$0) }
            #expect(ShapeChecker.fault(answer.text, Self.shape) == nil, "limit \(limit): \(answer.text)")
            // What the stream shows is what the machine followed.
            var decoder = StreamDecoder(tokenizer: tokenizer)
            let shown = answer.tokens.map { decoder.append($0) }.joined() + decoder.finish()
            #expect(ShapeChecker.fault(shown, Self.shape) == nil, "limit \(limit): \(shown)")
        }
    }

    @Test(arguments: ["<|im_end|>", "\"", "\\", "]", "}", "\n", " the", "{\"", "\\u"])
    func `a model that insists on one token gives whole JSON`(text: String) throws {
        let tokenizer = try Self.starter.get()
        let words = Words(tokenizer)
        let token = try #require(tokenizer.encode(text, allowingSpecial: true).first)
        for temperature: Float in [0, 1] {
            let answer = try Self.answer(words, limit: 200, temperature: temperature, seed: 7) { generator in
                var logits = Self.noise(words.count, &generator)
                logits[token] = 30
                return logits
            }
            #expect(ShapeChecker.fault(answer.text, Self.shape) == nil, "\(answer.text)")
        }
    }

    @Test func `hostile vocabularies give whole JSON`() throws {
        var tokens = (0...255).map { [UInt8($0)] }
        tokens += [
            "\"", "\"\"", "\\\"", "\\", "\\\\\"", "\",\"", "\"}", "\"}]", "]]", "{\"quote\":\"", "\":\"",
            "\\u00", "\\ud83d",
            "\n\n\n\n\n", "\"}, {\"", "policy", "fact\"", "<|end|>",
        ].map { Array($0.utf8) }
        tokens += [
            [0xF0], [0xF0, 0x9F], [0x9F, 0x98], [0x98, 0x80], [0xED, 0x95], [0x9C, 0x22], [0xE2, 0x22],
            [0xC3, 0xA9, 0x22],
            [0xFF, 0xFE], [],
        ]
        let words = Words(tokens)
        let least = try Self.leastLimit(words)
        for seed: UInt64 in 0..<300 {
            let limit = least + Int(seed) % 150
            let answer = try Self.answer(words, limit: limit, seed: seed) { Self.noise(words.count, &$0) }
            #expect(answer.tokens.count <= limit)
            #expect(ShapeChecker.fault(answer.text, Self.shape) == nil, "seed \(seed): \(answer.text)")
        }
    }

    @Test func `hostile vocabularies give whole JSON of a schema with alternatives`() throws {
        let shape = try JSONSchema.shape(
            in: #"""
                {"type":"object","properties":{"a":{"anyOf":[{"type":"number"},{"type":"null"},{"type":"object",
                "properties":{"x":{"type":"integer"}},"required":["x"]}]},"b":{"enum":["u","v",3,30,true]},
                "c":{"type":"array","items":{"type":["string","number"]}},"d":{}},"required":["a","c"]}
                """#, at: [])
        let words = Words(
            (0...255).map { [UInt8($0)] }
                + [
                    "\"a\":", "null", "{\"a\":", "1.5", "-", "3", "30", ",\"", "}}", "]}", "\":[", "true,",
                    "{}", "[]",
                ]
                .map { Array($0.utf8) })
        let least = try #require(words.trie.cover(JSONMachine(JSONGrammar(shape)).closing)?.count)
        for seed: UInt64 in 0..<200 {
            let answer = try Self.answer(words, limit: least + Int(seed), shape: shape, seed: seed) {
                Self.noise(words.count, &$0)
            }
            #expect(ShapeChecker.fault(answer.text, shape) == nil, "seed \(seed): \(answer.text)")
        }
    }

    @Test func `a lead byte whose rest cannot be written is not chosen`() throws {
        // Bytes that continue a character are no tokens here.
        let words = Words((0..<0x80).map { [UInt8($0)] } + [[0xE2], [0xC3, 0xA9]])
        let shape = JSONShape.text(atMost: 20)
        let answer = try Self.answer(words, limit: 12, shape: shape, seed: 3) { generator in
            var logits = Self.noise(words.count, &generator)
            logits[0x80] = 40
            logits[0x81] = 20
            return logits
        }
        #expect(answer.text.contains("é"))
        #expect(ShapeChecker.fault(answer.text, shape) == nil)
        let letters = Words((0x61...0x7A).map { [UInt8($0)] })
        #expect(throws: WorkstationError.self) {
            try ShapeGuide(JSONGrammar(shape), trie: letters.trie, limit: 9, bytesOf: letters.bytesOf)
        }
    }

    @Test func `goes the model's way where that fits`() throws {
        let tokenizer = try Self.starter.get()
        let words = Words(tokenizer)
        let wanted =
            #"[{"quote": "maintainers must write a changelog.", "question": "Who writes it?", "answer": "They do.", "type": "fact"}]"#
        let ids = tokenizer.encode(wanted)
        var place = 0
        let answer = try Self.answer(words, limit: 400, temperature: 0, seed: 1) { _ in
            var logits = [Float](repeating: 0, count: words.count)
            logits[ids[min(place, ids.count - 1)]] = 5
            place += 1
            return logits
        }
        #expect(answer.text == wanted && answer.tokens == ids && !answer.isCut)
    }

    @Test func `says when an element was closed early`() throws {
        let words = Words(try Self.starter.get())
        let least = try Self.leastLimit(words)
        let token = try #require(try Self.starter.get().encode(" maintainers").first)
        let answer = try Self.answer(words, limit: least + 12, temperature: 0, seed: 1) { generator in
            var logits = Self.noise(words.count, &generator)
            logits[token] = 30
            return logits
        }
        #expect(answer.isCut)
    }

    @Test func `rejecting first draws like a mask`() throws {
        // Three allowed tokens and a forbidden one that is likelier than all of them.
        let words = Words(
            [Array("\"a\"".utf8), Array("\"b\"".utf8), Array("\"c\"".utf8), Array("x".utf8)]
                + (0...127).map { [UInt8($0)] })
        var counts = [0, 0, 0]
        for seed: UInt64 in 0..<3000 {
            let answer = try Self.answer(words, limit: 9, shape: .text(atMost: 3), seed: seed) { _ in
                var logits = [Float](repeating: -.infinity, count: words.count)
                (logits[0], logits[1], logits[2], logits[3]) = (log2(6), log2(3), log2(1), log2(30))
                return logits
            }
            if let first = answer.tokens.first, first < 3 { counts[first] += 1 }
        }
        // Natural logarithms are what the sampler takes; with binary ones the weights are powers.
        let weights = [6.0, 3, 1].map { pow($0, 1 / log(2.0)) }
        let total = weights.reduce(0, +)
        for (count, weight) in zip(counts, weights) {
            #expect(abs(Double(count) / 3000 - weight / total) < 0.03)
        }
    }
}
