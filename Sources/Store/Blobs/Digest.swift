import Crypto

/// SHA-256 digests, written as 64 lower-case hexadecimal digits everywhere.
package enum Digest {
    /// Digest of bytes in memory.
    package static func sha256(_ bytes: [UInt8]) -> String {
        hexadecimal(SHA256.hash(data: bytes))
    }

    /// Digest of a text's UTF-8 bytes.
    package static func sha256(_ text: String) -> String {
        sha256(Array(text.utf8))
    }

    /// Digest of a file, read in pieces, so that memory does not grow with the file.
    ///
    /// - Throws: ``StoreError`` when the file cannot be read.
    package static func sha256(ofFile path: String) throws -> String {
        let file = try FileHandle(reading: path)
        defer { file.close() }
        var stream = DigestStream()
        while let piece = try file.read() { stream.update(piece) }
        return stream.finish()
    }

    /// Digest of several files: that of the lines `DIGEST  NAME`, by name, as `sha256sum * | sha256sum` makes it in
    /// their folder in the C locale.
    ///
    /// - Throws: ``StoreError`` when a file cannot be read.
    package static func sha256(ofFiles files: [(name: String, path: String)]) throws -> String {
        var lines = ""
        for file in files.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            lines += "\(try sha256(ofFile: file.path))  \(file.name)\n"
        }
        return sha256(lines)
    }

    /// Whether the text is 64 lower-case hexadecimal digits.
    package static func isValid(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
