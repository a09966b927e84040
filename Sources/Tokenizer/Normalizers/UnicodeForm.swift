import Foundation
@_spi(_Unicode) import Swift

/// The four normalization forms of Unicode.
enum UnicodeForm: String, Sendable, Hashable {
    case nfc = "NFC"
    case nfd = "NFD"
    case nfkc = "NFKC"
    case nfkd = "NFKD"

    /// Returns text in this form, or nil when it is in this form already, as far as can be told at a glance.
    func applied(to bytes: ArraySlice<UInt8>) -> [UInt8]? {
        // Everything below U+0300 is composed already, and ASCII has every form.
        let least: UInt8 = self == .nfc ? 0xCC : 0x80
        guard bytes.contains(where: { $0 >= least }) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        // The standard library's own normalizer: Foundation's composes wrongly behind scalars beyond U+FFFF.
        switch self {
        case .nfc: return Self.bytes(text._nfc)
        case .nfd: return Self.bytes(text._nfd)
        case .nfkd: return Self.bytes(text.decomposedStringWithCompatibilityMapping._nfd)
        case .nfkc: return Self.bytes(text.decomposedStringWithCompatibilityMapping._nfc)
        }
    }

    private static func bytes(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
        var result: [UInt8] = []
        for scalar in scalars { UTF8Text.append(scalar, to: &result) }
        return result
    }
}
