extension DocumentSection {
    /// The topic as a question names it: without its number, and with a heading above where it says nothing alone.
    ///
    /// "3.17.1. Purpose" under "3.17. /tmp : Temporary files" reads "/tmp : Temporary files, Purpose".
    var spokenTopic: String {
        let topic = English.unnumbered(English.unstopped(topic))
        guard Self.empty.contains(topic.lowercased()) else { return topic }
        let above = path.dropLast().last ?? (path.isEmpty ? nil : documentTitle)
        guard let above else { return topic }
        let parent = English.unnumbered(English.unstopped(above))
        return parent.isEmpty || parent.lowercased() == topic.lowercased() ? topic : "\(parent), \(topic)"
    }

    /// Headings that many sections have.
    private static let empty: Set<String> = [
        "purpose", "requirements", "introduction", "overview", "notes", "note", "specific options", "options",
        "description", "general", "rationale", "examples", "example", "background", "summary", "conclusion",
        "details", "usage", "contents", "scope", "definitions", "remarks", "syntax", "see also", "more",
        "miscellaneous", "other", "format", "rules", "use", "preface", "about", "basics", "limits",
        "exceptions", "steps", "hints", "tips", "warning", "warnings", "files", "directories", "commands",
    ]
}
