internal import Core
internal import Store

/// Applies a user's changes to the rows of a version.
struct ExampleEditor {
    /// The rows of the next version, with what was done to them.
    struct Outcome {
        var rows: [DatasetRow]
        var note: String
        var counts: [DatasetCount]
        /// What each changed row became, by its digest; nil for one that was left out.
        var changes: [(digest: String, example: Example?)]
    }

    private let edits: [ExampleEdit]

    init(_ edits: [ExampleEdit]) { self.edits = edits }

    /// Applies the changes.
    ///
    /// - Throws: ``WorkstationError`` when a row is not in the version or a change is empty.
    func apply(to rows: [ExampleRecord]) throws -> Outcome {
        guard !edits.isEmpty else {
            throw WorkstationError.invalid("no_edits", "No change was given; name at least one row.")
        }
        var byId: [String: ExampleEdit] = [:]
        for edit in edits { byId[edit.exampleId] = edit }
        let known = Set(rows.map(\.digest))
        if let missing = byId.keys.first(where: { !known.contains($0) }) {
            throw WorkstationError.notFound("row", missing, remedy: "load the dataset again")
        }
        var result: [DatasetRow] = []
        var changes: [(digest: String, example: Example?)] = []
        var changed = 0
        for row in rows {
            guard let edit = byId[row.digest] else {
                result.append(DatasetRow(example: row.example, split: row.split, edited: row.edited))
                continue
            }
            if edit.drop == true {
                changes.append((row.digest, nil))
                continue
            }
            let example = try Self.changed(row.example, by: edit)
            changes.append((row.digest, example))
            result.append(DatasetRow(example: example, split: row.split, edited: true))
            changed += 1
        }
        guard result.contains(where: { $0.split == .train }) else {
            throw WorkstationError.invalid(
                "nothing_left", "No row to learn from would be left; keep at least one.")
        }
        let dropped = rows.count - result.count
        return Outcome(
            rows: result, note: Self.note(edited: changed, dropped: dropped),
            counts: [
                DatasetCount(name: "rows edited", count: changed),
                DatasetCount(name: "rows dropped", count: dropped),
            ], changes: changes)
    }

    private static func note(edited: Int, dropped: Int) -> String {
        func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
        if dropped == 0 { return rows(edited) + " edited" }
        if edited == 0 { return rows(dropped) + " dropped" }
        return rows(edited) + " edited, \(dropped) dropped"
    }

    private static func changed(_ example: Example, by edit: ExampleEdit) throws -> Example {
        var example = example
        if let text = edit.text, example.text != nil, !text.isEmpty {
            example.text = text
        } else if let messages = edit.messages, example.text == nil,
            messages.contains(where: { $0.role == .assistant && !$0.content.isEmpty })
        {
            example.messages = messages
        } else {
            throw WorkstationError.invalid(
                "empty_edit",
                "The change of row \(edit.exampleId) fits no row of its kind; give a chat turns with an answer, or a "
                    + "text its new text.")
        }
        return example
    }
}
