internal import Foundation
internal import Ingest

/// Gives every file of a collection a name of its own, so that none takes the place of another in the store.
///
/// An archive may hold two members of one name, and a folder `notes.txt` beside a packed `notes.txt.gz`, which is called
/// the same. The same files in the same order get the same names every time.
struct DistinctNames {
    private var taken: Set<String> = []

    /// The name, or for one that is taken the next free of `notes (2).txt`, `notes (3).txt` and so on.
    mutating func name(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while !taken.insert(name).inserted {
            name = Self.numbered(wanted, number)
            number += 1
        }
        return name
    }

    private static func numbered(_ name: String, _ number: Int) -> String {
        let last = MemberName.lastPart(name)
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return "\(name) (\(number))" }
        return "\(name[..<dot]) (\(number))\(name[dot...])"
    }
}
