/// Why files were left out, with like reasons in one line.
struct SkipReport {
    private var groups: [String: (count: Int, first: String)] = [:]

    /// Counts one file.
    ///
    /// - Parameter reason: A sentence that begins with the file's name in quotation marks.
    mutating func add(_ reason: String) {
        groups[Self.general(reason), default: (0, reason)].count += 1
    }

    /// One line for each reason, the most frequent first; a reason of one file names it.
    var lines: [String] {
        groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { general, group in
            let text = group.count == 1 || general == group.first ? group.first : "each " + general
            return "  skipped \(Plain.count(group.count)): \(text)"
        }
    }

    /// The reason without the file's name.
    private static func general(_ reason: String) -> String {
        guard reason.hasPrefix("‘"), let end = reason.firstRange(of: "’ ") else { return reason }
        return String(reason[end.upperBound...])
    }
}
