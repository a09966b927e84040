import Crypto

/// Computes a SHA-256 digest piece by piece.
package struct DigestStream {
    private var hash = SHA256()

    /// Begins with no bytes.
    package init() {}

    /// Adds bytes.
    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    /// The digest of all bytes so far, in hexadecimal.
    package func finish() -> String {
        Digest.hexadecimal(hash.finalize())
    }
}
