import Foundation
@_spi(_Unicode) import Swift

/// The four normalization forms of Unicode.
enum UnicodeForm: String, Sendable, Hashable {
    case nfc = "NFC"
    case nfd = "NFD"
    case nfkc = "NFKC"
    case nfkd = "NFKD"

    /// The version of Unicode behind which the reference library decomposes nothing.
    private static let newest: (major: Int, minor: Int) = (11, 0)

    /// Returns text in this form, or nil when it is in this form already, as far as can be told at a glance.
    func applied(to bytes: ArraySlice<UInt8>) -> [UInt8]? {
        // Everything below U+0300 is composed already, and ASCII has every form.
        let least: UInt8 = self == .nfc ? 0xCC : 0x80
        guard bytes.contains(where: { $0 >= least }) else { return nil }
        if self == .nfc { return formed(bytes) }
        var result: [UInt8] = []
        var run: [UInt8] = []
        var known: [Unicode.Scalar: [UInt8]] = [:]
        result.reserveCapacity(bytes.count)
        UTF8Text.forEachScalar(in: bytes) { scalar in
            if scalar.isASCII { return UTF8Text.append(scalar, to: &run) }
            let text = known[scalar] ?? replacement(of: scalar)
            known[scalar] = text
            if text.isEmpty {
                result.append(contentsOf: formed(run[...]))
                run.removeAll(keepingCapacity: true)
                UTF8Text.append(scalar, to: &result)
            } else {
                run.append(contentsOf: text)
            }
        }
        result.append(contentsOf: formed(run[...]))
        return result
    }

    /// What a scalar is compatible with, where that matters; nothing when the reference library does not know it.
    ///
    /// One scalar at a time: Foundation takes seconds for a long text without spaces.
    private func replacement(of scalar: Unicode.Scalar) -> [UInt8] {
        let text = String(scalar)
        if let age = scalar.properties.age, age > Self.newest { return [] }
        return Array((self == .nfd ? text : text.decomposedStringWithCompatibilityMapping).utf8)
    }

    /// The text composed or decomposed.
    private func formed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        // The standard library's own normalizer: Foundation's composes wrongly behind scalars beyond U+FFFF.
        let text = String(decoding: bytes, as: UTF8.self)
        return self == .nfc || self == .nfkc ? Self.bytes(text._nfc) : Self.bytes(text._nfd)
    }

    private static func bytes(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
        var result: [UInt8] = []
        for scalar in scalars { UTF8Text.append(scalar, to: &result) }
        return result
    }
}
