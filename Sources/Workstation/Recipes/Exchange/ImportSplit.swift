import Core

/// Takes what can be learned of imported rows and holds a share out by what they ask.
struct ImportSplit {
    /// The share to hold out.
    var options: RecipeOptions

    /// Splits rows.
    func output(_ file: ImportedFile) -> RecipeOutput {
        let (rows, format) = (file.rows, file.format)
        var output = RecipeOutput()
        var drops = DropTally()
        for fault in file.faults { drops.add(fault.reason) }
        var seen: Set<Example> = []
        let unique = rows.filter { row in
            if row.rating == .down {
                drops.add("answer with a thumb down")
                return false
            }
            let isNew = seen.insert(row).inserted
            if !isNew { drops.add("row repeats an earlier one") }
            return isNew
        }
        let held = heldOut(unique)
        for row in unique {
            if held.contains(Self.question(row)) {
                output.heldOut.append(row)
            } else {
                output.train.append(row)
            }
        }
        output.drops = drops.drops
        output.counts = [
            RecipeCount(name: "rows in the file", count: rows.count + file.faults.count),
            RecipeCount(name: "\(format.words) learned", count: output.train.count),
            RecipeCount(name: "held-out rows, never learned", count: output.heldOut.count),
        ]
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
        KnowledgeBuilder.words(row.prompt ?? row.text ?? "")
    }
}
