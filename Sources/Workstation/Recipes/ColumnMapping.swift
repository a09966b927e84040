/// Which columns of a table are the question and which is the answer, by the names in its header.
package struct ColumnMapping: Codable, Sendable, Hashable {
    /// Columns that make up the question, in order; a single one is used as it is, several get their names.
    package var inputs: [String]
    /// The column that answers.
    package var output: String
    /// A column with standing instructions; nil for none.
    package var system: String?

    /// Makes a mapping.
    package init(inputs: [String], output: String, system: String? = nil) {
        self.inputs = inputs
        self.output = output
        self.system = system
    }

    /// A row of cells as question, answer and instructions; nil when a column is missing.
    func apply(header: [String], cells: [String]) -> (question: String, answer: String, system: String?)? {
        func cell(_ name: String) -> String? {
            let wanted = name.trimmed.lowercased()
            guard let index = header.firstIndex(where: { $0.trimmed.lowercased() == wanted }),
                index < cells.count
            else { return nil }
            return cells[index]
        }
        let asked = inputs.compactMap { name in cell(name).map { (name, $0) } }
        guard !asked.isEmpty, asked.count == inputs.count, let answer = cell(output) else { return nil }
        let question =
            asked.count == 1
            ? asked[0].1
            : asked.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }.joined(separator: "\n")
        return (question, answer, system.flatMap(cell))
    }
}
