/// What names of models, adapters, collections and datasets may look like.
///
/// Names become parts of paths, URLs and the grammar of ``ModelName``, so the alphabet is small: lower-case
/// letters, digits, `.`, `_` and `-`, starting with a letter or digit, 64 characters at most.
package enum NameRule {
    /// The longest name.
    package static let maximumLength = 64

    /// Returns the name when it follows the rule.
    ///
    /// - Throws: ``NameError`` that says what is wrong with it.
    package static func check(_ name: String, of kind: String) throws(NameError) -> String {
        let isFirst: (Unicode.Scalar) -> Bool = { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
        guard let first = name.unicodeScalars.first, isFirst(first), name.utf8.count <= maximumLength,
            name.unicodeScalars.allSatisfy({ isFirst($0) || $0 == "." || $0 == "_" || $0 == "-" })
        else {
            throw NameError(
                "The \(kind) name \(String(name.prefix(80)).debugDescription) is not usable; use lower-case "
                    + "letters, digits, '.', '_' and '-', starting with a letter or digit, "
                    + "\(maximumLength) at most.")
        }
        return name
    }

    /// Makes a usable name out of any text: what is not allowed becomes `-`.
    package static func slug(_ text: String, fallback: String) -> String {
        var result = ""
        for scalar in text.lowercased().unicodeScalars {
            let allowed =
                ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "." || scalar == "_"
            if allowed {
                result.unicodeScalars.append(scalar)
            } else if !result.isEmpty, !result.hasSuffix("-") {
                result += "-"
            }
            if result.utf8.count >= maximumLength { break }
        }
        while let last = result.last, "-._".contains(last) { result.removeLast() }
        while let first = result.first, "-._".contains(first) { result.removeFirst() }
        return result.isEmpty ? fallback : result
    }
}
