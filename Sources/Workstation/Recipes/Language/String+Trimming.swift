extension String {
    /// The string without the characters at its end that fit.
    func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        var result = Substring(self)
        while let last = result.last, predicate(last) { result.removeLast() }
        return String(result)
    }

    /// The string without white space at both ends.
    var trimmed: String {
        String(drop(while: \.isWhitespace)).trimmingSuffix(while: \.isWhitespace)
    }
}
