/// Rows that begin with the same tokens, and how many of those can be computed once for all.
struct RowFamily: Equatable {
    /// The rows.
    var rows: [Int]
    /// Inputs that they share; 0 for a row on its own.
    var shared: Int

    /// Sorts rows into families.
    ///
    /// Shared inputs carry no loss, so that what follows each of them can differ. The result depends on the
    /// arguments alone; families stand in the order of their first rows.
    ///
    /// - Parameters:
    ///   - rows: Indices of rows.
    ///   - data: Their tokens.
    ///   - leastShared: Fewer shared tokens than this make no family.
    /// - Returns: Families that hold each given row once.
    static func families(of rows: [Int], in data: TokenRows, leastShared: Int) -> [RowFamily] {
        let places = rows.indices.map { (place: $0, opening: opening(of: rows[$0], in: data)) }
        let sorted = places.sorted {
            $0.opening.lexicographicallyPrecedes($1.opening)
                || ($0.place < $1.place && $0.opening.elementsEqual($1.opening))
        }
        var families: [(places: [Int], shared: Int)] = []
        for (index, next) in sorted.enumerated() {
            if index > 0, let last = families.last {
                let common = commonCount(sorted[index - 1].opening, next.opening)
                let shared = min(last.shared, common)
                // A newcomer that makes the others share less must save at least what they lose.
                let count = last.places.count
                if shared >= max(leastShared, 1), count * shared >= (count - 1) * last.shared {
                    families[families.count - 1] = (last.places + [next.place], shared)
                    continue
                }
            }
            families.append(([next.place], next.opening.count))
        }
        return families.sorted { ($0.places.min() ?? 0) < ($1.places.min() ?? 0) }.map { family in
            RowFamily(
                rows: family.places.sorted().map { rows[$0] },
                shared: family.places.count > 1 ? family.shared : 0)
        }
    }

    /// The inputs of a row before the first whose successor carries loss.
    private static func opening(of row: Int, in data: TokenRows) -> ArraySlice<Int32> {
        let bounds = data.bounds(of: row)
        let first = data.weights[(bounds.lowerBound + 1)..<bounds.upperBound].firstIndex { $0 > 0 }
        return data.tokens[bounds.lowerBound..<max(bounds.lowerBound, (first ?? bounds.lowerBound) - 1)]
    }

    private static func commonCount(_ one: ArraySlice<Int32>, _ other: ArraySlice<Int32>) -> Int {
        zip(one, other).prefix { $0 == $1 }.count
    }
}
