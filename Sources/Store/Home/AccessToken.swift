import Core
import Foundation

/// The secret that programs and the browser show to the server: `tml-` and 43 letters.
package enum AccessToken {
    /// What every token starts with, so that Tinker clients take it as a key.
    package static let prefix = "tml-"
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    /// Reads the home's token, or makes one at the first start.
    ///
    /// - Throws: ``StoreError`` when the file cannot be read or written, or holds something else.
    package static func loadOrCreate(in home: DataHome) throws -> String {
        let path = home.secrets + "/access-token"
        guard FileTree.isFile(path) else {
            let token = make()
            try FileTree.write(Array((token + "\n").utf8), to: path)
            return token
        }
        let text = String(decoding: try FileTree.read(path, limit: 1024), as: UTF8.self)
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard token.hasPrefix(prefix), token.utf8.count >= 24,
            token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw StoreError(
                .corrupt, "access_token_unreadable",
                "The file \(path) does not hold an access token; remove it and start again to get a new one.")
        }
        return token
    }

    /// A new token; 43 letters of 62 hold 256 bits.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return prefix + String((0..<43).map { _ in alphabet[Int(generator.next(upperBound: UInt(62)))] })
    }
}
