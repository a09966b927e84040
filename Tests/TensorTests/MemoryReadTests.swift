import Testing

@testable import Tensor

@Suite struct MemoryReadTests {
    @Test func `reads every element on every level and thread`() {
        let x = Reference.matrix(37, 2050, seed: 5)
        let bits = x.elements.map { UInt64($0.bitPattern) }
        let expected = stride(from: 0, to: bits.count, by: 2).reduce(UInt64(0)) {
            $0 &+ (bits[$1] | bits[$1 + 1] << 32)
        }
        for device in DeviceCase.all { #expect(device.device.readAll(x) == expected) }
    }
}
