import Core

/// What is held out of a build: sections of whole documents, or single sections of the only document.
struct HoldOut {
    /// Positions of the held-out sections.
    private(set) var sections: Set<Int> = []
    /// What was held out, by name, with its size in characters.
    private(set) var names: [(String, Int)] = []
    private let held: Set<DocumentSection>

    /// Chooses.
    ///
    /// - Parameters:
    ///   - documents: All documents.
    ///   - all: All sections in order, each with the position of its document.
    ///   - share: The wanted share of the text.
    init(documents: [RecipeDocument], sections all: [(Int, DocumentSection)], share: Double) {
        let used = Set(all.map(\.0))
        if used.count > 1 {
            // A document without a section here gives no rows, so that to hold it out would hold out nothing.
            let units = documents.indices.map {
                DatasetSplitter.Unit(
                    name: documents[$0].name,
                    characters: used.contains($0) ? documents[$0].document.characterCount : 0)
            }
            let chosen = DatasetSplitter.heldOut(units, share: share)
            sections = Set(all.indices.filter { chosen.contains(all[$0].0) })
            names = chosen.sorted().map { (documents[$0].name, units[$0].characters) }
        } else {
            let units = all.map { document, section in
                DatasetSplitter.Unit(
                    name: section.path.joined(separator: "/"),
                    characters: section.blocks.reduce(0) {
                        $0 + PassageBuilder.text(of: documents[document].document.blocks[$1]).count
                    })
            }
            sections = DatasetSplitter.heldOut(units, share: share)
            names = sections.sorted().map { (all[$0].1.breadcrumb, units[$0].characters) }
        }
        held = Set(sections.map { all[$0].1 })
    }

    /// Whether a section is held out.
    func holds(_ section: DocumentSection) -> Bool { held.contains(section) }

    /// What was held out as figures: the largest parts by name, and the rest in one.
    func counts() -> [RecipeCount] { Self.counts(of: names, most: 8) }

    /// Figures of the `most` largest parts, and one of all others together.
    static func counts(of names: [(String, Int)], most: Int) -> [RecipeCount] {
        let sorted = names.sorted { $0.1 > $1.1 }
        var counts = sorted.prefix(most).map {
            RecipeCount(name: "held out, characters of \($0.0)", count: $0.1)
        }
        let rest = sorted.dropFirst(most)
        if !rest.isEmpty {
            counts.append(
                RecipeCount(
                    name: "held out, characters of \(rest.count) more", count: rest.reduce(0) { $0 + $1.1 }))
        }
        return counts
    }
}
