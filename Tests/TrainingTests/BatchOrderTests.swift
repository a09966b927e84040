import Testing

@testable import Training

@Suite struct BatchOrderTests {
    @Test func `every epoch shows each row once`() {
        let order = BatchOrder(rowCount: 10, batchExamples: 4, seed: 3)
        let places = (0..<5).flatMap { order.rows(ofStep: $0) }
        #expect(places[..<10].sorted() == Array(0..<10))
        #expect(places[10...].sorted() == Array(0..<10))
    }

    @Test func `epochs and seeds differ, the same seed does not`() {
        let order = BatchOrder(rowCount: 50, batchExamples: 50, seed: 3)
        #expect(order.rows(ofStep: 0) != order.rows(ofStep: 1))
        #expect(order.rows(ofStep: 0) != BatchOrder(rowCount: 50, batchExamples: 50, seed: 4).rows(ofStep: 0))
        #expect(order.rows(ofStep: 7) == BatchOrder(rowCount: 50, batchExamples: 50, seed: 3).rows(ofStep: 7))
    }

    @Test func `a batch larger than the data shows rows again`() {
        let order = BatchOrder(rowCount: 3, batchExamples: 8, seed: 0)
        let counts = Dictionary(grouping: order.rows(ofStep: 0)) { $0 }.mapValues(\.count)
        #expect(counts.values.reduce(0, +) == 8)
        #expect(counts.values.allSatisfy { $0 >= 2 })
    }
}
