import Testing

@testable import Commands

@Suite struct PlainTests {
    @Test(arguments: [(0.4, "0 s"), (59.4, "59 s"), (60, "1 min 0 s"), (3_900, "1 h 5 min")])
    func `writes durations`(seconds: Double, text: String) {
        #expect(Plain.duration(seconds) == text)
    }

    @Test(arguments: [(999, "999 B"), (1_000, "1.0 kB"), (91_730_208, "91.7 MB"), (2_500_000_000, "2.5 GB")])
    func `writes sizes in decimal units`(count: Int, text: String) {
        #expect(Plain.bytes(count) == text)
    }

    @Test(arguments: [(0, "0"), (1_234, "1,234"), (-12_345_678, "-12,345,678")])
    func `groups digits`(number: Int, text: String) {
        #expect(Plain.count(number) == text)
    }
}
