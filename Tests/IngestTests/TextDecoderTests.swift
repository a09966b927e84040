import Core
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

    @Test func `repairs UTF-8 that is damaged in few places`() throws {
        let text = String(repeating: "Die Öfen für größere Stücke; 가마는 뜨겁다. ", count: 4)
        let damaged = Array(text.utf8) + [0xE9, 0x20] + Array("Ende".utf8)
        let decoded = try #require(TextDecoder.decode(damaged))
        #expect(decoded.text == text + "\u{FFFD} Ende" && decoded.encoding == "UTF-8" && decoded.repairs == 1)
        #expect(
            try TestFile(damaged, name: "a.txt").extract().notes == [
                "Damaged characters in the text were replaced: 1."
            ])
        // What the file itself holds is no damage.
        #expect(TextDecoder.decode(Array("\u{FFFD}é".utf8) + damaged)?.repairs == 1)
        let few = Array("Le four à bois est tr".utf8) + [0xE8] + Array("s chaud.".utf8)
        #expect(TextDecoder.decode(few)?.encoding == "WINDOWS-1252")
    }

    @Test func `gives the last letter of encodings that wait for a mark`() {
        #expect(TextDecoder.convert([0xF9, 0xEC, 0xE5, 0xED], from: "WINDOWS-1255") == "שלום")
        #expect(TextDecoder.convert([0x74, 0x6F, 0x61], from: "WINDOWS-1258") == "toa")
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

@Suite struct CharsetDetectorTests {
    private static func encoded(_ text: String, _ name: String) throws -> [UInt8] {
        try #require(TestIconv.encode(text, to: name))
    }

    @Test(arguments: [
        ("CP949", "가마는 목요일에만 불을 땝니다. 흙은 하얀 것과 붉은 것이 있습니다."),
        ("JOHAB", "가마는 목요일에만 불을 땝니다. 흙은 하얀 것과 붉은 것이 있습니다."),
        ("CP932", "窯は木曜日だけ焚きます。土は白いものと赤いものがあります。"), ("EUC-JP", "窯は木曜日だけ焚きます。土は白いものと赤いものがあります。"),
        ("ISO-2022-JP-2", "窯は木曜日だけ焚きます。"), ("ISO-2022-KR", "가마는 목요일에만 불을 땝니다."),
        ("GB18030", "窑只在星期四生火。这里的土有白的和红的，你可以自己选。"), ("BIG5", "窯只在星期四生火。這裡的土有白的和紅的，你可以自己選。"),
        ("WINDOWS-1251", "Печь топится только по четвергам. Глина бывает белая и красная."),
        ("KOI8-R", "Печь топится только по четвергам. Глина бывает белая и красная."),
        ("CP866", "Печь топится только по четвергам. Глина бывает белая и красная."),
        ("WINDOWS-1253", "Ο φούρνος ανάβει μόνο την Πέμπτη. Ο πηλός είναι λευκός ή κόκκινος."),
        ("WINDOWS-1256", "الفرن يعمل يوم الخميس فقط. الطين أبيض أو أحمر."),
        ("WINDOWS-1255", "התנור פועל רק ביום חמישי. החימר לבן או אדום."),
        ("WINDOWS-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy, šest švestek."),
        ("ISO-8859-2", "Zażółć gęślą jaźń, piec działa w każdą środę."),
        ("WINDOWS-1254", "Fırın yalnızca perşembe günü yanar; toprak kırmızı değil, beyaz olsun."),
        ("WINDOWS-1257", "Krosnis kūrenama tik ketvirtadienį, molis būna ir šviežias, ėmėme jį žiemą."),
        (
            "WINDOWS-1252",
            "Der Ofen brennt nur donnerstags; für größere Stücke läuft er über Nacht. Café à la crème."
        ),
        ("TIS-620", "เตาเผาเปิดเฉพาะวันพฤหัสบดี ดินมีสีขาวและสีแดง"),
    ])
    func `recognises the encodings of older programs`(name: String, text: String) throws {
        let decoded = try #require(TextDecoder.decode(try Self.encoded(text, name)))
        #expect(decoded.text == text, "\(decoded.encoding)")
        #expect(decoded.isGuess)
    }

    @Test func `recognises UTF-16 without a mark, of any language`() throws {
        for text in [
            "가마는 목요일에만 불을 땝니다. 흙은 하얀 것과 붉은 것이 있습니다.", "窯は木曜日だけ焚きます。土は白いものと赤いものがあります。",
            "Only on Thursdays, ten to four.",
        ] {
            for isBig in [false, true] {
                let bytes = text.utf16.flatMap {
                    isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
                }
                #expect(TextDecoder.decode(bytes)?.text == text)
            }
        }
    }

    @Test func `reads Chinese in seven bits and Korean syllables that are spelled`() {
        #expect(
            TextDecoder.decode(Array("GB: ~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.".utf8))?.text == "GB: 己所不欲，勿施於人。Bye.")
        #expect(TextDecoder.decode(Array("a ~{ b ~} c ~~ d".utf8))?.text == "a ~{ b ~} c ~~ d")
        #expect(HangulFiller.composed("x\u{3164}ㅎㅏㄴ\u{3164}ㄱㅏ\u{3164}y\u{3164}") == "x한가y\u{3164}")
    }

    @Test func `refuses noise`() {
        var state: UInt64 = 7
        for _ in 0..<50 {
            let noise = (0..<400).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                return UInt8(state >> 56) | 0x80
            }
            #expect(CharsetDetector.detect(noise) == nil)
        }
    }
}

@Suite struct DocumentLanguageTests {
    @Test(arguments: [
        ("en", "The kiln is fired on Thursdays only, and the clay is either white or red."),
        ("de", "Der Ofen brennt nur donnerstags, und der Ton ist entweder weiß oder rot."),
        ("ko", "가마는 목요일에만 불을 땝니다. 흙은 하얀 것과 붉은 것이 있습니다."), ("ja", "窯は木曜日だけ焚きます。土は白いものと赤いものがあります。"),
        ("zh-Hans", "窑只在星期四生火。这里的土有白的和红的，你可以自己选。"), ("zh-Hant", "窯只在星期四生火。這裡的土有白的和紅的，你可以自己選。"),
        ("ru", "Печь топится только по четвергам. Глина бывает белая и красная."),
        ("he", "התנור פועל רק ביום חמישי. החימר לבן או אדום."),
    ])
    func `tells languages`(tag: String, text: String) throws {
        #expect(DocumentLanguage.language(of: text) == tag)
        #expect(try TestFile(text + "\n\n" + text).extract().language == tag)
    }

    @Test(arguments: ["", "12 34", "ok", "x = 1; y = 2"]) func `says nothing without enough text`(
        text: String
    ) {
        #expect(DocumentLanguage.language(of: text) == nil)
    }
}
