import Core
import Testing

@testable import Workstation

@Suite struct HoldOutTests {
    @Test func `names the largest held-out parts and sums up the rest`() {
        let counts = HoldOut.counts(of: (1...10).map { ("part \($0)", $0 * 100) }, most: 8)
        #expect(counts.count == 9)
        #expect(counts.first?.name == "held out, characters of part 10")
        #expect(counts.last?.name == "held out, characters of 2 more")
        #expect(counts.last?.count == 300)
        #expect(counts.reduce(0) { $0 + $1.count } == 5500)

        let single = HoldOut.counts(of: [("only", 7)], most: 8)
        #expect(single.map(\.name) == ["held out, characters of only"])
    }

    @Test func `a document that gives no row is never what is held out`() {
        let documents = RecipeFixtures.folder(10)
        let used = [2, 5, 7].map {
            (
                $0,
                DocumentSection(
                    documentId: documents[$0].id, documentTitle: documents[$0].title, path: [], blocks: 0..<3)
            )
        }
        let heldOut = HoldOut(documents: documents, sections: used, share: 0.1)
        #expect(!heldOut.sections.isEmpty)
        #expect(used.filter { heldOut.holds($0.1) }.count == heldOut.sections.count)
    }
}
