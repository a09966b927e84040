/// Which columns of an imported table are what, by the names in its header.
///
/// Written as `question=Frage,answer=Antwort`. A role that is named twice for questions joins the columns; every other role has
/// one column. An answer, or a chosen and a rejected answer, is needed beside the question.
package struct ImportColumns: Codable, Sendable, Hashable {
    /// What a column can be.
    package enum Role: String, Codable, Sendable, CaseIterable {
        /// Standing instructions before the question.
        case system
        /// What is asked; several columns are joined under their names.
        case question
        /// What is answered.
        case answer
        /// The preferred one of two answers.
        case chosen
        /// The other one.
        case rejected
        /// What a person thinks of the answer: up or down.
        case thumb
    }

    /// The columns by role; several for questions, else one.
    package private(set) var columns: [Role: [String]] = [:]

    /// Reads a mapping.
    ///
    /// - Parameter text: Pairs of role and column with commas between them; a comma that no role follows belongs to the column's
    ///   name.
    /// - Throws: ``DatasetFileError`` for an unknown role, a role that is named twice, and a mapping without question or answer.
    package init(_ text: String) throws(DatasetFileError) {
        var pairs: [(role: Role, column: String)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            if let pair = Self.pair(part) {
                pairs.append(pair)
            } else if let last = pairs.indices.last {
                pairs[last].column += "," + part
            } else {
                throw .mapping(
                    "The mapping begins with “\(part.prefix(40))”, which names no role and column")
            }
        }
        for (role, column) in pairs {
            guard role == .question || columns[role] == nil else {
                throw .mapping("The mapping names \(role.rawValue) twice")
            }
            columns[role, default: []].append(column.trimmed)
        }
        try check()
    }

    /// A mapping of one column a role; nil for roles that would not do together.
    init?(_ columns: [Role: String]) {
        self.columns = columns.mapValues { [$0] }
        guard (try? check()) != nil else { return nil }
    }

    /// The mapping of a recipe, which knows questions, answers and instructions.
    init(_ mapping: ColumnMapping) {
        columns = [.question: mapping.inputs, .answer: [mapping.output]]
        if let system = mapping.system { columns[.system] = [system] }
    }

    /// The mapping as it is written.
    package var text: String {
        Role.allCases.flatMap { role in (columns[role] ?? []).map { "\(role.rawValue)=\($0)" } }
            .joined(separator: ",")
    }

    private func check() throws(DatasetFileError) {
        guard columns[.question] != nil else { throw .mapping("The mapping has no question") }
        let hasPair = columns[.chosen] != nil && columns[.rejected] != nil
        guard (columns[.chosen] == nil) == (columns[.rejected] == nil) else {
            throw .mapping("The mapping has one of chosen and rejected")
        }
        guard hasPair != (columns[.answer] != nil) else {
            throw .mapping(
                hasPair
                    ? "The mapping has an answer beside chosen and rejected"
                    : "The mapping has no answer")
        }
        guard columns[.thumb] == nil || !hasPair else {
            throw .mapping("The mapping has a thumb beside chosen and rejected")
        }
    }

    private static func pair(_ part: Substring) -> (role: Role, column: String)? {
        guard let equals = part.firstIndex(of: "="),
            let role = Role(rawValue: String(part[..<equals]).trimmed.lowercased())
        else { return nil }
        return (role, String(part[part.index(after: equals)...]))
    }
}
