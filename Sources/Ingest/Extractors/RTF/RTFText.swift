/// Puts together the text of a Rich Text file from bytes of several code pages and from UTF-16 units.
struct RTFText {
    private var text = ""
    private var bytes: [UInt8] = []
    private var codePage = "WINDOWS-1252"
    private var units: [UInt16] = []

    /// Adds a byte of a code page.
    mutating func add(_ byte: UInt8, codePage: String) {
        if !units.isEmpty || codePage != self.codePage { flush() }
        self.codePage = codePage
        bytes.append(byte)
    }

    /// Adds a unit of UTF-16.
    mutating func add(_ unit: UInt16) {
        if !bytes.isEmpty { flush() }
        units.append(unit)
    }

    /// Adds text.
    mutating func add(_ string: String) {
        flush()
        text.append(string)
    }

    /// Takes the text and starts anew.
    mutating func take() -> String {
        flush()
        defer { text = "" }
        return text
    }

    private mutating func flush() {
        if !bytes.isEmpty {
            if bytes.allSatisfy({ $0 < 0x80 }) {
                text.append(String(decoding: bytes, as: UTF8.self))
            } else {
                text.append(
                    TextDecoder.convert(bytes, from: codePage)
                        ?? TextDecoder.convert(bytes, from: "WINDOWS-1252") ?? "")
            }
            bytes.removeAll(keepingCapacity: true)
        }
        if !units.isEmpty {
            text.append(String(decoding: units, as: UTF16.self))
            units.removeAll(keepingCapacity: true)
        }
    }
}
