import Core

/// Chooses what is held out: whole documents, or whole sections when there is one document, never single rows.
package enum DatasetSplitter {
    /// A part that is held out as a whole.
    package struct Unit: Sendable, Hashable {
        /// The name that decides the order; the last part of a path, so that a moved folder splits alike.
        package var name: String
        /// Its size in characters.
        package var characters: Int

        /// Makes a unit.
        package init(name: String, characters: Int) {
            self.name = name
            self.characters = characters
        }
    }

    /// Returns the positions of the units that are held out.
    ///
    /// One unit of about the right size (half to one and a half of the share) is taken when there is one,
    /// the nearest first. Otherwise units are taken in an order that only their names decide until the share
    /// is reached. At least one unit is held out and at least one is left, except that a single unit is kept.
    ///
    /// - Parameters:
    ///   - units: The documents or sections in order.
    ///   - share: The wanted share of all characters, from 0 (holds out nothing) to 1.
    /// - Returns: Positions in `units`.
    package static func heldOut(_ units: [Unit], share: Double) -> Set<Int> {
        let used = units.indices.filter { units[$0].characters > 0 }
        guard used.count >= 2, share > 0 else { return [] }
        let target = Double(units.reduce(0) { $0 + $1.characters }) * min(share, 0.5)
        func distance(_ index: Int) -> Double { abs(Double(units[index].characters) - target) }
        func order(_ index: Int) -> (UInt64, Int) {
            (StableHash.of(units[index].name.split(separator: "/").last ?? ""), index)
        }
        if let nearest = used.min(by: { (distance($0), order($0).0, $0) < (distance($1), order($1).0, $1) }),
            distance(nearest) <= target / 2
        {
            return [nearest]
        }
        var chosen: Set<Int> = []
        var total = 0.0
        for index in used.sorted(by: { order($0) < order($1) }) where chosen.count + 1 < used.count {
            let size = Double(units[index].characters)
            guard total + size <= target * 1.5 else { continue }
            chosen.insert(index)
            total += size
            if total >= target { break }
        }
        if chosen.isEmpty, let smallest = used.min(by: { units[$0].characters < units[$1].characters }) {
            chosen = [smallest]
        }
        return chosen
    }
}
