/// Names and keys that files give to what they hold.
enum FileName {
    /// The most bytes of a name; those that tools write are below 200.
    static let longest = 1024
    /// The most characters of a name that a message repeats.
    private static let quotedCharacters = 80

    /// Why a name cannot be one, as a part of a sentence; nil when it can.
    static func trouble(_ name: String) -> String? {
        if name.utf8.count > longest { return "is longer than \(longest) bytes" }
        if name.utf8.contains(0) { return "holds a NUL character" }
        return nil
    }

    /// A name in quotation marks, with escapes, cut to a length that a sentence can hold.
    static func quoted(_ name: String) -> String {
        guard name.count > quotedCharacters else { return name.debugDescription }
        return (name.prefix(quotedCharacters) + "…").debugDescription
    }
}
