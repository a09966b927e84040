import Testing

@testable import Ingest

@Suite struct TextDecoderTests {
    // "한국어 문서입니다. 가마는 목요일에 불을 땝니다." as old Korean programs wrote it.
    private let korean: [UInt8] = [
        0xC7, 0xD1, 0xB1, 0xB9, 0xBE, 0xEE, 0x20, 0xB9, 0xAE, 0xBC, 0xAD, 0xC0, 0xD4, 0xB4, 0xCF, 0xB4, 0xD9,
        0x2E, 0x20,
        0xB0, 0xA1, 0xB8, 0xB6, 0xB4, 0xC2, 0x20, 0xB8, 0xF1, 0xBF, 0xE4, 0xC0, 0xCF,
    ]
    /// “窯は木曜日に焚きます。” in Shift-JIS.
    private let japanese: [UInt8] = [
        0x97, 0x71, 0x82, 0xCD, 0x96, 0xD8, 0x97, 0x6A, 0x93, 0xFA, 0x82, 0xC9, 0x95, 0xB0, 0x82, 0xAB, 0x82,
        0xDC, 0x82,
        0xB7, 0x81, 0x42,
    ]

    @Test func `takes UTF-8 with and without a mark`() {
        #expect(TextDecoder.decode(Array("가마".utf8))?.text == "가마")
        #expect(TextDecoder.decode([0xEF, 0xBB, 0xBF] + Array("kiln".utf8))?.text == "kiln")
    }

    @Test func `takes UTF-16 of both orders, with a mark or Western without`() {
        #expect(TextDecoder.decode([0xFF, 0xFE, 0x6B, 0, 0x69, 0])?.text == "ki")
        #expect(TextDecoder.decode([0xFE, 0xFF, 0, 0x6B, 0, 0x69])?.text == "ki")
        let unmarked = "The kiln is hot".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(TextDecoder.decode(unmarked)?.text == "The kiln is hot")
    }

    @Test func `recognises older Korean and Japanese text`() {
        let first = TextDecoder.decode(korean)
        #expect(first?.text == "한국어 문서입니다. 가마는 목요일" && first?.encoding == "CP949" && first?.isGuess == true)
        let second = TextDecoder.decode(japanese)
        #expect(second?.text == "窯は木曜日に焚きます。" && second?.encoding == "CP932")
    }

    @Test func `takes Western text with a few letters outside ASCII`() {
        let bytes =
            Array("Le four est tr".utf8) + [0xE8] + Array("s chaud ".utf8) + [0x97] + Array(" 40 ".utf8) + [
                0x80
            ]
        #expect(TextDecoder.decode(bytes)?.text == "Le four est très chaud — 40 €")
    }

    @Test func `follows a declared encoding`() {
        #expect(TextDecoder.decode([0xC7, 0xD1, 0xB1, 0xB9], declared: "euc-kr")?.text == "한국")
        #expect(TextDecoder.decode([0xC7, 0xD1, 0xB1, 0xB9], declared: "../../x")?.text == "한국")
    }

    @Test func `refuses bytes that are no text`() {
        #expect(TextDecoder.decode([0x80, 0, 0xFF, 1, 2, 3, 0x90, 0x91]) == nil)
        #expect(
            TextDecoder.decode((0..<64).map { _ in UInt8.random(in: 0x80...0xFF) } + [0x81, 0xFF, 0x80])
                == nil)
    }

    @Test func `decodes every name somehow`() {
        #expect(TextDecoder.decodeName(korean) == "한국어 문서입니다. 가마는 목요일")
        #expect(TextDecoder.decodeName([0xFF, 0xFE, 0x41]) == "%FF%FEA")
    }
}
