/// A small generator of numbers that gives the same ones everywhere (SplitMix64).
struct PlantedRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func number(_ range: Range<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[number(0..<list.count)] }

    mutating func digits(_ count: Int) -> [Int] { (0..<count).map { _ in number(0..<10) } }

    mutating func letters(_ alphabet: String, _ count: Int) -> String {
        let signs = Array(alphabet)
        return String((0..<count).map { _ in pick(signs) })
    }
}
