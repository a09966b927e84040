import Core

/// Cuts a text into its words and their runs, which duplicate and contamination filters compare.
package enum WordShingles {
    /// Returns the hash of each word in lower case, without punctuation.
    ///
    /// Chinese and Japanese have no blanks: each of their signs counts as a word.
    package static func words(_ text: String) -> [UInt64] {
        var words: [UInt64] = []
        var word = ""
        func close() {
            if !word.isEmpty { words.append(StableHash.of(word)) }
            word = ""
        }
        for scalar in text.lowercased().unicodeScalars {
            let properties = scalar.properties
            if isIdeograph(scalar) {
                close()
                words.append(StableHash.of(String(scalar)))
            } else if properties.isAlphabetic || properties.numericType != nil
                || !word.isEmpty && isMark(properties)
            {
                word.unicodeScalars.append(scalar)
            } else {
                close()
            }
        }
        close()
        return words
    }

    /// Returns the hash of every run of `count` words; a text with fewer words is one run.
    package static func runs(of words: [UInt64], count: Int) -> [UInt64] {
        let starts = max(words.count - count + 1, 1)
        return (0..<starts).map { start in
            words[min(start, words.count)..<min(start + count, words.count)]
                .reduce(UInt64(0x51ed_270b)) { StableHash.mix($0 &* 31 ^ $1) }
        }
    }

    /// Whether a scalar is a mark of the letter before it, such as a virama; a backtick, a diacritic too, is none.
    private static func isMark(_ properties: Unicode.Scalar.Properties) -> Bool {
        properties.isDiacritic && [.nonspacingMark, .spacingMark].contains(properties.generalCategory)
    }

    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        (0x3040...0x30FF).contains(scalar.value) || (0x3400...0x9FFF).contains(scalar.value)
            || (0xF900...0xFAFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
    }
}
