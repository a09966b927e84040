/// Makes identifiers of rows: a word for people, a dash, and 80 random bits for the machine.
package enum Identifier {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// Makes a new identifier such as `run-3k9…`; it is safe in paths and URLs.
    package static func make(_ prefix: String) -> String {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<16).map { _ in alphabet[Int(generator.next(upperBound: UInt(32)))] }
        return prefix + "-" + String(random)
    }

    /// Whether the text could be an identifier: short, lower-case letters, digits and dashes only.
    package static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy {
                ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D
            }
    }
}
