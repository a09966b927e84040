import Testing

@testable import Workstation

@Suite struct LengthHistogramTests {
    @Test func `counts every row once`() {
        let histogram = LengthHistogram(model: "m", limit: 512, lengths: [1, 15, 16, 500, 513, 2000])
        #expect(histogram.buckets.reduce(0) { $0 + $1.count } == 6)
        #expect(histogram.truncated == 2 && histogram.median == 16 && histogram.longest == 2000)
        #expect(histogram.buckets.count <= 25)
        for (one, next) in zip(histogram.buckets, histogram.buckets.dropFirst()) {
            #expect(one.to == next.from)
        }
    }

    @Test func `has a bucket for no rows at all`() {
        let histogram = LengthHistogram(model: "m", limit: 512, lengths: [])
        #expect(histogram.buckets.map(\.count) == [0] && histogram.median == 0)
    }
}
