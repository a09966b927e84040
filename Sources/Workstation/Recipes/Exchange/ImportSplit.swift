import Core

/// Takes what can be learned of imported rows and keeps the split that the file names, or holds a share out by what they
/// ask.
struct ImportSplit {
    /// The share to hold out.
    var options: RecipeOptions

    /// A row with the part that it says it belongs to.
    private struct Row: Hashable {
        var example: Example
        var split: DatasetSplit?
    }

    /// Splits rows.
    func output(_ file: ImportedFile) -> RecipeOutput {
        let format = file.format
        let rows = zip(
            file.rows, file.splits + Array(repeating: nil, count: file.rows.count - file.splits.count)
        )
        .map { Row(example: $0, split: $1) }
        var output = RecipeOutput()
        var drops = DropTally()
        for fault in file.faults { drops.add(fault.reason) }
        var seen: Set<Row> = []
        let unique = rows.filter { row in
            if row.example.rating == .down {
                drops.add("answer with a thumb down")
                return false
            }
            let isNew = seen.insert(Row(example: row.example, split: row.split ?? .train)).inserted
            if !isNew { drops.add("row repeats an earlier one") }
            return isNew
        }
        // A file with held-out rows was split once; a second split would let them be learned. The learned rows alone, taken out
        // of a dataset, are split as any others.
        let isSplit = unique.contains { $0.split == .heldOut || $0.split == .recall }
        let held = isSplit ? [] : heldOut(unique.map(\.example))
        for row in unique {
            let isHeld = held.contains(Self.question(row.example))
            switch isSplit ? row.split ?? .train : isHeld ? .heldOut : .train {
            case .train: output.train.append(row.example)
            case .heldOut: output.heldOut.append(row.example)
            case .recall: output.recall.append(row.example)
            }
        }
        output.drops = drops.drops
        output.counts = [
            RecipeCount(name: "rows in the file", count: rows.count + file.faults.count),
            RecipeCount(name: "\(format.words) learned", count: output.train.count),
            RecipeCount(name: "held-out rows, never learned", count: output.heldOut.count),
        ]
        if !output.recall.isEmpty {
            output.counts.append(
                RecipeCount(name: "recall questions, never learned", count: output.recall.count))
        }
        return output
    }

    /// The questions that are held out: whole groups of rows that ask the same.
    private func heldOut(_ rows: [Example]) -> Set<String> {
        var sizes: [String: Int] = [:]
        for row in rows { sizes[Self.question(row), default: 0] += 1 }
        var held: Set<String> = []
        guard rows.count >= ExampleImporter.heldOutFrom, sizes.count >= 2, options.heldOutShare > 0 else {
            return held
        }
        let wanted = max(1, Int((Double(rows.count) * min(options.heldOutShare, 0.5)).rounded()))
        var total = 0
        for (text, count) in sizes.sorted(by: {
            (StableHash.of($0.key), $0.key) < (StableHash.of($1.key), $1.key)
        }) {
            guard total < wanted, held.count + 1 < sizes.count else { break }
            guard total + count <= wanted * 2 else { continue }
            held.insert(text)
            total += count
        }
        return held
    }

    private static func question(_ row: Example) -> String {
        (row.prompt ?? row.text ?? "").comparedWords
    }
}
