import Core
import Ingest
import Testing

@testable import Workstation

/// Nothing that is held out is learned, for every recipe.
@Suite struct SplitLeakTests {
    private typealias Fix = RecipeFixtures

    /// Documents that quote each other, with forms, letters, pairs and talk in them.
    private static func documents(_ count: Int) -> [RecipeDocument] {
        func story(_ number: Int) -> String {
            (0..<6).map {
                "Keeper \(number * 6 + $0) counted \(number + 40 + $0) ropes of yard \(number) in the \($0)th week of the flood."
            }
            .joined(separator: " ")
        }
        return (0..<count).map { number in
            let said = (0..<4).flatMap { turn in
                [
                    DocumentBlock(kind: .paragraph, text: "What of gate \(number)-\(turn)?", speaker: "Bo"),
                    DocumentBlock(
                        kind: .paragraph, text: "Gate \(number)-\(turn) is shut by keeper \(number + turn).",
                        speaker: "Ada"),
                ]
            }
            return Fix.document(
                "part-\(number).md",
                [
                    Fix.heading("Yard \(number)"), Fix.paragraph(story(number)),
                    // Every document quotes the one before it.
                    Fix.heading("Quoted", 2),
                    Fix.paragraph(String(story((number + count - 1) % count).prefix(300))),
                    Fix.heading("Facts", 2),
                    Fix.paragraph("The gate of yard \(number) is locked at \(10 + number % 10):15."),
                    Fix.item("Number: \(number)"), Fix.item("Keeper: Keeper \(number)"),
                    Fix.item("Ropes: \(number + 40) pieces"),
                    Fix.table([
                        ["Question", "Answer"], ["Who keeps yard \(number)?", "Keeper \(number) does."],
                    ]),
                ] + said)
        }
    }

    @Test(arguments: RecipeName.allCases)
    func `keeps held-out rows out of training`(name: RecipeName) {
        var options = RecipeOptions()
        options.heldOutShare = 0.1
        let output = name.recipe.build(Self.documents(24), options)
        #expect(!output.train.isEmpty && !output.heldOut.isEmpty)
        let trained = Set(output.train.compactMap(\.source?.documentId))
        #expect(trained.isDisjoint(with: output.heldOut.compactMap(\.source?.documentId)))
        // Recall asks about learned documents, in words that are not learned.
        #expect(Set(output.recall.compactMap(\.source?.documentId)).isSubset(of: trained))
        #expect(Set(output.recall.compactMap(\.prompt)).isDisjoint(with: output.train.compactMap(\.prompt)))
        if name == .knowMyDocuments { #expect(!output.recall.isEmpty) }

        var settings = CurationSettings()
        settings.filters = [.contamination]
        let rows =
            output.train.map { (example: $0, split: DatasetSplit.train) }
            + output.heldOut.map { (example: $0, split: .heldOut) }
            + output.recall.map { (example: $0, split: .recall) }
        #expect(Curation(settings: settings).run(rows).reports.first?.findings == [])
    }

    @Test func `counts what documents that quote each other would leak`() {
        var options = RecipeOptions()
        options.heldOutShare = 0.1
        let output = WriteLikeMeRecipe().build(Self.documents(24), options)
        #expect(
            output.drops.contains { $0.reason.hasPrefix("held-out row: ") }
                || output.drops.contains { $0.reason.contains("repeats") })
    }

    @Test(arguments: RecipeName.allCases)
    func `gives the same rows again and names a source for each`(name: RecipeName) {
        let documents = Self.documents(12)
        let output = name.recipe.build(documents, RecipeOptions())
        #expect(output == name.recipe.build(documents, RecipeOptions()))
        let known = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.document) })
        for row in output.train + output.heldOut + output.recall {
            let span = row.source
            #expect(
                span.flatMap { known[$0.documentId] }.flatMap {
                    SourceText.of(span ?? SourceSpan(documentId: "", firstBlock: 0, lastBlock: 0), in: $0)
                } != nil)
            if row.kind == .question || row.kind == .conversation, let id = span?.documentId,
                let document = known[id]
            {
                #expect(Evidence.isVerified(row, in: document))
            }
        }
    }
}
