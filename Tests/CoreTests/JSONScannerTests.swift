import Core
import Testing

@Suite struct JSONScannerTests {
    private func string(_ json: String) throws -> String {
        var scanner = try JSONScanner(Array(json.utf8), deepest: 32)
        let result = try scanner.string()
        try scanner.finish()
        return result
    }

    private func integer(_ json: String) throws -> Int {
        var scanner = try JSONScanner(Array(json.utf8), deepest: 32)
        let result = try scanner.integer()
        try scanner.finish()
        return result
    }

    private func skips(_ json: String) -> Bool {
        do {
            var scanner = try JSONScanner(Array(json.utf8), deepest: 32)
            try scanner.skip()
            try scanner.finish()
            return true
        } catch {
            return false
        }
    }

    @Test(arguments: [
        (#""""#, ""), (#"" a ""#, " a "), (#""é\n\"\\\/\b\f\r\t""#, "é\n\"\\/\u{8}\u{c}\r\t"),
        (#""\u0041\u00e9\ud83d\ude00""#, "Aé😀"), (" \t\r\n\"x\" \n", "x"), ("\"a\\u0000b\"", "a\u{0}b"),
    ])
    func `reads texts`(_ one: (json: String, text: String)) throws {
        #expect(try string(one.json) == one.text)
    }

    @Test(arguments: [
        "", "x", "\"", "\"a", "\"a\nb\"", #""\x""#, #""\u12""#, #""\u12g4""#, #""\u+123""#, #""\ud83d""#,
        #""\ud83dx""#, #""\ud83d\u0041""#, #""\ude00""#, "\"\\", "\"a\"b", "'a'",
    ])
    func `refuses texts that are not JSON`(_ json: String) {
        #expect(throws: JSONTrouble.self) { try string(json) }
    }

    @Test func `refuses texts that are not UTF-8`() {
        for bytes in [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80]] as [[UInt8]] {
            let error = #expect(throws: JSONTrouble.self) { try JSONScanner([0x22] + bytes + [0x22]) }
            #expect(error?.position == 1)
        }
    }

    @Test func `reads whole numbers and no others`() throws {
        #expect(try integer("0") == 0 && integer("-7") == -7 && integer(" 12 ") == 12)
        #expect(try integer("9223372036854775807") == .max && integer("-9223372036854775808") == .min)
        for json in ["9223372036854775808", "01", "-", "", "1.0", "1e3", "+1", "0x1", "1 2", "٣", "\"1\""] {
            #expect(throws: JSONTrouble.self) { try integer(json) }
        }
    }

    @Test func `skips any value`() {
        for json in [
            "1", "-1.5e-3", "true", "false", "null", "\"x\"", "[]", "{}", "[1, [2], {\"a\": [null]}]",
            "{\"a\": {\"b\": 1}, \"c\": []}",
        ] { #expect(skips(json), "\(json)") }
        for json in [
            "", "tru", "nul", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{,}", "{a:1}", "-", "1 1", "nan", "[1 2]",
        ] {
            #expect(!skips(json), "\(json)")
        }
    }

    @Test func `does not follow deep nesting`() {
        let nested = { (depth: Int) in
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(skips(nested(30)) && !skips(nested(40)) && !skips(nested(1_000_000)))
    }

    @Test func `says what is missing and where`() {
        let error = #expect(throws: JSONTrouble.self) { try integer("  true") }
        #expect(error?.position == 2 && error?.reason.contains("whole number") == true)
        #expect(error?.line == 1 && error?.kind == .syntax)
        #expect(#expect(throws: JSONTrouble.self) { try integer("\n\n x") }?.line == 3)
    }

    @Test(arguments: [
        "", "[", "[1", "[1,", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\": 1,", "tru", "nul", "f", "\"a",
        "\"\\", "\"\\u00", "-",
        "1e", "1.", "[\n",
    ])
    func `tells a text that may go on from one that is wrong`(_ json: String) throws {
        let error = #expect(throws: JSONTrouble.self) {
            var scanner = try JSONScanner(Array(json.utf8))
            try scanner.skip()
            try scanner.finish()
        }
        #expect(error?.kind == .cut, "\(json)")
    }

    @Test(arguments: [
        "x", "[1 2]", "{1: 2}", "{\"a\" 1}", "trux", "nil", "01", "+1", ".5", "[1,]", "\"\\q\"", "\"\n",
        "1 1",
    ])
    func `no more text makes these whole`(_ json: String) throws {
        let error = #expect(throws: JSONTrouble.self) {
            var scanner = try JSONScanner(Array(json.utf8))
            try scanner.skip()
            try scanner.finish()
        }
        #expect(error?.kind == .syntax, "\(json)")
    }

    @Test(arguments: [
        (#""\ud83d""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ude00""#, "\u{FFFD}"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
    ])
    func `half a character can be read as its replacement`(_ one: (json: String, text: String)) throws {
        var scanner = try JSONScanner(Array(one.json.utf8), surrogates: .replaced)
        #expect(try scanner.string() == one.text)
    }
}
