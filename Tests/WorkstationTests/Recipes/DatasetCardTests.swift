import Core
import Ingest
import Testing

@testable import Workstation

@Suite struct DatasetCardTests {
    @Test func `says what the dataset holds and what was left out`() throws {
        let documents = RecipeFixtures.folder(24)
        let output = KnowMyDocumentsRecipe().build(documents, RecipeOptions())
        let rows =
            output.train.map { (example: $0, split: DatasetSplit.train) }
            + output.heldOut.map { (example: $0, split: .heldOut) }
            + output.recall.map { (example: $0, split: .recall) }
        let curated = Curation().run(rows)
        let card = DatasetCard(
            name: "yards|*x*", version: 3, origin: "Built from yards.", rows: rows, drops: output.drops,
            reports: curated.reports
        ).markdown
        #expect(card.hasPrefix("# yards\\|\\*x\\*, version 3\n"))
        #expect(card.contains("| train | \(output.train.count) |"))
        #expect(card.contains("| recall | \(output.recall.count) |"))
        #expect(card.contains("\(rows.count) of \(rows.count) rows name their document and place"))
        for drop in output.drops { #expect(card.contains("| \(drop.reason) | \(drop.count) |")) }
        for name in CurationFilterName.allCases { #expect(card.contains("| \(name.rawValue) |")) }
    }

    @Test func `takes an empty dataset`() {
        let card = DatasetCard(name: "none", version: 1, origin: "", rows: []).markdown
        #expect(card.contains("There are no rows."))
    }
}
