/// Why a ``JSONScanner`` did not go on, and where; a caller makes a sentence with the file's name of it.
package struct JSONTrouble: Error, Hashable {
    /// What is wrong with the text.
    package enum Kind: Sendable, Hashable {
        /// It ends inside a value; more of it may make it whole.
        case cut
        /// Lists and objects are nested deeper than the reader follows.
        case depth
        /// It is not JSON, or not what is expected here.
        case syntax
    }

    /// What is wrong with the text.
    package let kind: Kind
    /// The reason as a part of a sentence, such as `a colon is expected`.
    package let reason: String
    /// The place in bytes.
    package let position: Int
    /// The line of that place; the first is 1.
    package let line: Int

    /// Names a trouble.
    package init(_ kind: Kind, _ reason: String, position: Int, line: Int) {
        self.kind = kind
        self.reason = reason
        self.position = position
        self.line = line
    }
}
