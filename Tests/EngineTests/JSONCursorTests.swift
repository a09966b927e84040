import Foundation
import Testing

@testable import Engine

@Suite struct JSONCursorTests {
    private func string(_ json: String) throws -> String {
        var cursor = JSONCursor(Array(json.utf8))
        let result = try cursor.string()
        try cursor.end()
        return result
    }

    private func integer(_ json: String) throws -> Int {
        var cursor = JSONCursor(Array(json.utf8))
        let result = try cursor.integer()
        try cursor.end()
        return result
    }

    private func skips(_ json: String) -> Bool {
        var cursor = JSONCursor(Array(json.utf8))
        do {
            try cursor.skip()
            try cursor.end()
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
            var cursor = JSONCursor([0x22] + bytes + [0x22])
            #expect(throws: JSONTrouble.self) { try cursor.string() }
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
    }
}
