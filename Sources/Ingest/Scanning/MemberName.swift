import Core

/// Rules for names that come from outside: they are labels for people and never become a path.
package enum MemberName {
    /// Longest part of a label in UTF-8 bytes; a longer one is shortened in the middle.
    package static let longestPart = 240
    /// Most parts of a label.
    package static let mostParts = 64

    /// What is wrong with a member's name, as the end of a sentence, or nil when it can be a label.
    ///
    /// Refused: empty, absolute (also `C:`), a part `..`, a backslash, a control or direction character.
    package static func fault(_ name: String) -> String? {
        if name.isEmpty { return "has an empty name" }
        if name.hasPrefix("/") { return "has an absolute name" }
        if name.contains("\\") { return "has a backslash in its name" }
        let start = Array(name.unicodeScalars.prefix(2))
        if start.count == 2, start[1] == ":", start[0].properties.isAlphabetic, start[0].isASCII {
            return "has an absolute name"
        }
        if name.unicodeScalars.contains(where: isHostile) { return "has a control character in its name" }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains("..") { return "has a name that leads out of its folder" }
        if parts.count > mostParts { return "lies in more than \(mostParts) nested folders" }
        return nil
    }

    /// A name that passed ``fault(_:)`` in the form that is shown: no empty or `.` parts, no overlong part.
    package static func normalized(_ name: String) -> String {
        name.split(separator: "/").filter { $0 != "." }.map { shortened(String($0)) }.joined(separator: "/")
    }

    /// Any name made harmless for a message: control characters become spaces, long names are shortened.
    package static func display(_ name: String) -> String {
        let clean = String(String.UnicodeScalarView(name.unicodeScalars.map { isHostile($0) ? " " : $0 }))
        return clean.split(separator: "/", omittingEmptySubsequences: false)
            .prefix(mostParts).map { shortened(String($0)) }.joined(separator: "/")
    }

    /// The last part of a name.
    package static func lastPart(_ name: String) -> Substring {
        name.split(separator: "/").last ?? ""
    }

    /// The extension in lower case without the dot, or an empty string.
    package static func suffix(_ name: String) -> String {
        let last = lastPart(name)
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return "" }
        return last[last.index(after: dot)...].lowercased()
    }

    private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func shortened(_ part: String) -> String {
        guard part.utf8.count > longestPart else { return part }
        let suffix = String(part.suffix(16))
        var head = ""
        for character in part {
            if head.utf8.count + character.utf8.count > longestPart - suffix.utf8.count - 3 { break }
            head.append(character)
        }
        return head + "…" + suffix
    }
}
