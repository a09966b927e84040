/// Text that remembers, scalar by scalar, who wrote it: the template or a message.
///
/// One number a scalar: the low 21 bits are its value, the high bits its origin. Whatever a template does to text
/// (slicing, trimming, splitting, joining) keeps the origin because it moves whole numbers about.
struct TaggedText: Hashable {
    /// Set on what comes from outside the template: message contents and extra variables.
    static let contentBit: UInt32 = 1 << 31
    /// Set, beside ``contentBit``, on what the assistant says.
    static let answerBit: UInt32 = 1 << 30
    private static let scalarMask: UInt32 = 0x1F_FFFF

    /// The scalars with their origin.
    var units: [UInt32]

    init() { units = [] }

    init(units: [UInt32]) { self.units = units }

    init(units: ArraySlice<UInt32>) { self.units = Array(units) }

    /// Makes text of one origin; no bits means the template itself.
    init(_ text: String, origin: UInt32 = 0) { units = text.unicodeScalars.map { $0.value | origin } }

    /// Number of scalars.
    var count: Int { units.count }

    /// The text alone.
    var string: String { Self.string(units[...]) }

    /// The scalar at an index.
    func scalar(_ index: Int) -> UInt32 { units[index] & Self.scalarMask }

    /// The text of a part.
    static func string(_ units: ArraySlice<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        // Every unit was made from a scalar, so none is lost here.
        for unit in units { if let scalar = Unicode.Scalar(unit & scalarMask) { view.append(scalar) } }
        return String(view)
    }

    /// Appends other text.
    mutating func append(_ other: TaggedText) { units.append(contentsOf: other.units) }

    static func + (left: TaggedText, right: TaggedText) -> TaggedText {
        TaggedText(units: left.units + right.units)
    }

    static func == (left: TaggedText, right: TaggedText) -> Bool {
        left.count == right.count
            && zip(left.units, right.units).allSatisfy { ($0 ^ $1) & scalarMask == 0 }
    }

    func hash(into hasher: inout Hasher) {
        for unit in units { hasher.combine(unit & Self.scalarMask) }
    }

    /// Whether this text sorts before another, scalar by scalar.
    func precedes(_ other: TaggedText) -> Bool {
        units.lexicographicallyPrecedes(other.units) { $0 & Self.scalarMask < $1 & Self.scalarMask }
    }

    /// Whether other text stands at an index.
    func has(_ other: TaggedText, at index: Int) -> Bool {
        guard index >= 0, index + other.count <= count else { return false }
        for offset in other.units.indices where scalar(index + offset) != other.scalar(offset) {
            return false
        }
        return true
    }

    /// Returns where other text stands, from left to right without overlap; linear in both lengths.
    ///
    /// - Precondition: The other text is not empty.
    func indices(of other: TaggedText, from start: Int = 0, limit: Int = .max) -> [Int] {
        var result: [Int] = []
        guard limit > 0, start + other.count <= count else { return result }
        // Knuth, Morris, Pratt: `fallback[n]` is the longest start of the pattern that ends at its n-th scalar.
        var fallback = [0]
        var matched = 0
        for index in 1..<max(other.count, 1) {
            while matched > 0, other.scalar(index) != other.scalar(matched) {
                matched = fallback[matched - 1]
            }
            if other.scalar(index) == other.scalar(matched) { matched += 1 }
            fallback.append(matched)
        }
        matched = 0
        for index in start..<count {
            while matched > 0, scalar(index) != other.scalar(matched) { matched = fallback[matched - 1] }
            if scalar(index) == other.scalar(matched) { matched += 1 }
            guard matched == other.count else { continue }
            result.append(index + 1 - matched)
            if result.count == limit { break }
            matched = 0
        }
        return result
    }

    /// Whether other text stands anywhere; the empty text stands everywhere.
    func contains(_ other: TaggedText) -> Bool { other.count == 0 || !indices(of: other, limit: 1).isEmpty }

    /// Whether the scalar at an index is white space to Python's `str.strip`.
    func isSpace(_ index: Int) -> Bool { Self.isSpace(scalar(index)) }

    /// Whether a scalar is white space to Python's `str.strip`.
    static func isSpace(_ value: UInt32) -> Bool {
        switch value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000:
            true
        default: false
        }
    }

    /// Returns the text without certain scalars at its ends; nil means white space.
    func stripped(_ scalars: TaggedText? = nil, left: Bool = true, right: Bool = true) -> TaggedText {
        let set = scalars.map { text in Set(text.units.map { $0 & Self.scalarMask }) }
        func goes(_ index: Int) -> Bool { set?.contains(scalar(index)) ?? isSpace(index) }
        var start = 0
        var end = count
        if left { while start < end, goes(start) { start += 1 } }
        if right { while start < end, goes(end - 1) { end -= 1 } }
        return TaggedText(units: units[start..<end])
    }

    /// Returns the text with each scalar mapped to text of the same origin.
    func mapped(_ transform: (Unicode.Scalar, Int) -> String) -> TaggedText {
        var result: [UInt32] = []
        result.reserveCapacity(count)
        for (index, unit) in units.enumerated() {
            guard let scalar = Unicode.Scalar(unit & Self.scalarMask) else { continue }
            for mapped in transform(scalar, index).unicodeScalars {
                result.append(mapped.value | unit & ~Self.scalarMask)
            }
        }
        return TaggedText(units: result)
    }
}
