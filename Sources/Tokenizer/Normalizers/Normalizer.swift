/// What is done to text before it is split into words.
struct Normalizer: Sendable, Hashable {
    /// One change.
    enum Step: Sendable, Hashable {
        /// Brings text into a normalization form.
        case form(UnicodeForm)
        /// Makes capitals small.
        case lowercase
        /// Takes white space off the ends.
        case strip(left: Bool, right: Bool)
        /// Takes copies of a text off the front, unless the text goes on where other text ended.
        case dropFirst([UInt8])
        /// Takes copies of a text off the end.
        case dropLast([UInt8])
        /// Takes combining marks out.
        case stripAccents
        /// Replaces a text by another.
        case replace([UInt8], with: [UInt8])
        /// Replaces every run of at least two spaces.
        case replaceSpaces(with: [UInt8])
        /// Puts a text in front, unless there is none.
        case prepend([UInt8])
        /// What BERT does.
        case bert(BertNormalizer)
        /// What SentencePiece does.
        case map(CharacterMap)
    }

    /// The changes in order.
    var steps: [Step]

    /// Most times that text may grow; no real tokenizer comes near.
    static let mostGrowth = 512

    /// How many times longer text can become at most, apart from what is put in front.
    var growth: Int {
        steps.reduce(1) { growth, step in
            let factor: Int
            switch step {
            case .form(let form): factor = form == .nfkc || form == .nfkd ? 11 : 3
            case .replace(let pattern, let text):
                factor = (text.count + pattern.count - 1) / max(pattern.count, 1)
            case .replaceSpaces(let text): factor = (text.count + 1) / 2
            case .map(let map): factor = map.longestText
            case .bert: factor = 3
            case .lowercase: factor = 2
            default: factor = 1
            }
            return min(growth, Self.mostGrowth + 1) * min(max(factor, 1), Self.mostGrowth + 1)
        }
    }

    /// Makes all changes; nil means that the text stays as it is.
    ///
    /// - Parameters:
    ///   - bytes: Valid UTF-8.
    ///   - isContinuation: Whether the text goes on where other text ended, so that nothing is put in front.
    /// - Returns: The text, or nil.
    func applied(to bytes: ArraySlice<UInt8>, isContinuation: Bool) -> [UInt8]? {
        var result: [UInt8]?
        for step in steps {
            if let changed = Self.apply(step, to: result?[...] ?? bytes, isContinuation) { result = changed }
        }
        return result
    }

    private static func apply(_ step: Step, to bytes: ArraySlice<UInt8>, _ isContinuation: Bool) -> [UInt8]? {
        switch step {
        case .form(let form): return form.applied(to: bytes)
        case .lowercase: return lowercased(bytes)
        case .strip(let left, let right): return stripped(bytes, left: left && !isContinuation, right: right)
        case .dropFirst(let text):
            var rest = bytes
            while !isContinuation, !text.isEmpty, rest.starts(with: text) {
                rest = rest.dropFirst(text.count)
            }
            return Array(rest)
        case .dropLast(let text):
            var rest = bytes
            while !text.isEmpty, rest.suffix(text.count).elementsEqual(text) {
                rest = rest.dropLast(text.count)
            }
            return Array(rest)
        case .stripAccents:
            return filtered(bytes) { !CategoryTable.shared[$0.value].contains(.combining) }
        case .replace(let pattern, let text): return UTF8Text.replacing(pattern, with: text, in: bytes)
        case .replaceSpaces(let text): return replacingSpaces(with: text, in: bytes)
        case .prepend(let text): return bytes.isEmpty || isContinuation ? nil : text + bytes
        case .bert(let normalizer): return normalizer.applied(to: bytes)
        case .map(let map): return map.applied(to: bytes)
        }
    }

    /// Returns text in small letters, scalar by scalar.
    static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        UTF8Text.forEachScalar(in: bytes) { scalar in
            if scalar.isASCII {
                let value = UInt8(truncatingIfNeeded: scalar.value)
                result.append((0x41...0x5A).contains(value) ? value | 0x20 : value)
            } else {
                result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            }
        }
        return result
    }

    /// Returns the text without the scalars that are not wanted.
    static func filtered(_ bytes: ArraySlice<UInt8>, _ isWanted: (Unicode.Scalar) -> Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        UTF8Text.forEachScalar(in: bytes) { scalar in
            if isWanted(scalar) { UTF8Text.append(scalar, to: &result) }
        }
        return result
    }

    private static func stripped(_ bytes: ArraySlice<UInt8>, left: Bool, right: Bool) -> [UInt8] {
        var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        if left { scalars = scalars.drop(while: UTF8Text.isSpace) }
        if right {
            while let last = scalars.last, UTF8Text.isSpace(last) { scalars.removeLast() }
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for scalar in scalars { UTF8Text.append(scalar, to: &result) }
        return result
    }

    private static func replacingSpaces(with text: [UInt8], in bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let run = bytes[index...].prefix { $0 == 0x20 }.count
            if run >= 2 {
                result.append(contentsOf: text)
                index += run
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
