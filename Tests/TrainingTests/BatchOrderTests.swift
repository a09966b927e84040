import Testing

@testable import Training

@Suite struct BatchOrderTests {
    private static func chats(_ count: Int, batchExamples: Int, seed: UInt64) -> BatchOrder {
        BatchOrder(
            isText: [Bool](repeating: false, count: count), batchExamples: batchExamples, seed: seed)
    }

    @Test func `every epoch shows each row once`() {
        let order = Self.chats(10, batchExamples: 4, seed: 3)
        let places = (0..<5).flatMap { order.rows(ofStep: $0) }
        #expect(places[..<10].sorted() == Array(0..<10))
        #expect(places[10...].sorted() == Array(0..<10))
    }

    @Test func `epochs and seeds differ, the same seed does not`() {
        let order = Self.chats(50, batchExamples: 50, seed: 3)
        #expect(order.rows(ofStep: 0) != order.rows(ofStep: 1))
        #expect(order.rows(ofStep: 0) != Self.chats(50, batchExamples: 50, seed: 4).rows(ofStep: 0))
        #expect(order.rows(ofStep: 7) == Self.chats(50, batchExamples: 50, seed: 3).rows(ofStep: 7))
    }

    @Test func `a batch larger than the data shows rows again`() {
        let order = Self.chats(3, batchExamples: 8, seed: 0)
        let counts = Dictionary(grouping: order.rows(ofStep: 0)) { $0 }.mapValues(\.count)
        #expect(counts.values.reduce(0, +) == 8)
        #expect(counts.values.allSatisfy { $0 >= 2 })
    }

    @Test(arguments: [1, 2, 3, 5, 8]) func `texts and chats keep to steps of their own`(batch: Int) {
        let isText = (0..<37).map { $0 % 4 == 0 }
        let order = BatchOrder(isText: isText, batchExamples: batch, seed: 9)
        let steps = (0..<(3 * 37) / batch).map { order.rows(ofStep: $0) }
        let mixed = steps.count { rows in Set(rows.map { isText[$0] }).count > 1 }
        // At most the remainders of both kinds and the epochs' seams are shared, in each of the three epochs.
        #expect(mixed <= 3 * 3)
        if batch > 1 { #expect(steps.contains { rows in rows.allSatisfy { isText[$0] } }) }
    }

    @Test(arguments: [1, 2, 3, 4, 7, 8, 50]) func `every epoch is whole whatever the kinds`(batch: Int) {
        for texts in [0, 1, 5, 23] {
            let isText = (0..<23).map { $0 < texts }
            let order = BatchOrder(isText: isText, batchExamples: batch, seed: 1)
            let places = (0..<(4 * 23 + batch - 1) / batch).flatMap { order.rows(ofStep: $0) }
            for epoch in 0..<4 {
                #expect(places[epoch * 23..<(epoch + 1) * 23].sorted() == Array(0..<23))
            }
        }
    }
}
