import Testing

@testable import Tokenizer

@Suite struct UnicodeFormTests {
    private func normalized(_ text: String, _ form: UnicodeForm) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: form.applied(to: bytes[...]) ?? bytes, as: UTF8.self)
    }

    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(arguments: [
        ("\u{FB01}", UnicodeForm.nfkc, [0x66, 0x69]), ("\u{FB01}", .nfc, [0xFB01]),
        ("\u{2460}", .nfkd, [0x31]),
        ("e\u{301}", .nfc, [0xE9]), ("\u{E9}", .nfd, [0x65, 0x301]), ("\u{FF76}\u{FF9E}", .nfkc, [0x30AC]),
        ("\u{212B}", .nfd, [0x41, 0x30A]), ("\u{FDFA}", .nfkd, []),
        ("\u{AC01}", .nfd, [0x1100, 0x1161, 0x11A8]),
        // Marks of different classes change places, whether or not something stands between that is left alone.
        ("a\u{301}\u{327}", .nfd, [0x61, 0x327, 0x301]), ("\u{20041}\u{344}", .nfc, [0x20041, 0x308, 0x301]),
        // Newer than the reference library's tables.
        ("x\u{32FF}e\u{301}", .nfkc, [0x78, 0x32FF, 0xE9]), ("\u{11938}", .nfd, [0x11938]),
    ])
    func `brings text into a form`(_ text: String, _ form: UnicodeForm, _ expected: [UInt32]) {
        let result = scalars(normalized(text, form))
        if expected.isEmpty {
            #expect(result.count == 18)
        } else {
            #expect(result == expected)
        }
    }
}
