import Testing

@testable import Workstation

@Suite struct DatasetSplitterTests {
    private func units(_ sizes: [Int]) -> [DatasetSplitter.Unit] {
        sizes.enumerated().map {
            DatasetSplitter.Unit(name: "document-\($0.offset).md", characters: $0.element)
        }
    }

    @Test func `takes the one document of the right size`() {
        #expect(DatasetSplitter.heldOut(units([5000, 4000, 600, 520, 9000]), share: 0.03) == [2])
    }

    @Test func `takes several small documents in an order that only names decide`() {
        let sizes = [Int](repeating: 100, count: 200)
        let chosen = DatasetSplitter.heldOut(units(sizes), share: 0.05)
        #expect(chosen.count == 10)
        #expect(DatasetSplitter.heldOut(units(sizes), share: 0.05) == chosen)
        let moved = sizes.indices.map {
            DatasetSplitter.Unit(name: "elsewhere/document-\($0).md", characters: 100)
        }
        #expect(DatasetSplitter.heldOut(moved, share: 0.05) == chosen)
    }

    @Test(arguments: [[], [0], [500], [0, 500]])
    func `holds out nothing when nothing would be left`(sizes: [Int]) {
        #expect(DatasetSplitter.heldOut(units(sizes), share: 0.05).isEmpty)
    }

    @Test func `holds out the smallest when all are large`() {
        #expect(DatasetSplitter.heldOut(units([9000, 8000, 8500]), share: 0.05) == [1])
    }

    @Test func `holds out nothing when nothing is asked for`() {
        #expect(DatasetSplitter.heldOut(units([10, 20, 30]), share: 0).isEmpty)
    }
}
