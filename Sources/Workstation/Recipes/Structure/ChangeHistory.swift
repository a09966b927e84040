/// Tells lists of changes from texts that say how things are.
///
/// "5.1: Parsers are allowed to accept blank lines" says what became new in a version; asked without its version it
/// would teach as a rule what may have changed again.
enum ChangeHistory {
    private static let titles = [
        "changelog", "change log", "release notes", "upgrading checklist", "revision history",
        "change history",
        "version history", "list of changes",
    ]

    /// Whether a section lists changes.
    static func holds(_ section: DocumentSection, in name: String) -> Bool {
        let file = (name.split(separator: "/").last ?? "").lowercased()
        if file.hasPrefix("changelog") || file.hasPrefix("changes.") || file.hasPrefix("release-notes") {
            return true
        }
        return ([section.documentTitle] + section.path).contains { heading in
            let heading = English.unnumbered(heading).lowercased()
            return titles.contains(where: heading.hasPrefix) || isVersion(heading)
        }
    }

    /// Whether a heading names a version: "Version 3.9.2", "v2.0 (2024-05-01)", "[1.4.0]".
    private static func isVersion(_ heading: String) -> Bool {
        var words = heading.split(separator: " ")[...]
        if let first = words.first, ["version", "release"].contains(first) { words = words.dropFirst() }
        guard let number = words.first, words.count <= 4 else { return false }
        let plain = number.drop { "[v".contains($0) }.prefix {
            $0.isNumber || $0 == "." || $0 == "-" || $0 == "~"
        }
        let isDotted = plain.contains(".") && plain.first?.isNumber == true && plain.last?.isNumber == true
        return isDotted
            && words.dropFirst().allSatisfy { !$0.contains(where: \.isLetter) || $0.hasPrefix("(") }
    }
}
