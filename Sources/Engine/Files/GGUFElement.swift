/// A Swift type that GGUF metadata holds, alone or in lists.
package protocol GGUFElement: Sendable, Hashable {
    /// The number of the type in the format.
    static var typeNumber: UInt32 { get }
    /// The value as the file holds it.
    var fileBytes: [UInt8] { get }
}

extension GGUFElement where Self: FixedWidthInteger {
    /// The bytes, lowest first.
    package var fileBytes: [UInt8] {
        (0..<MemoryLayout<Self>.size).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
    }
}

extension UInt8: GGUFElement {
    /// The number of `uint8`.
    package static var typeNumber: UInt32 { 0 }
}

extension Int8: GGUFElement {
    /// The number of `int8`.
    package static var typeNumber: UInt32 { 1 }
}

extension UInt16: GGUFElement {
    /// The number of `uint16`.
    package static var typeNumber: UInt32 { 2 }
}

extension Int16: GGUFElement {
    /// The number of `int16`.
    package static var typeNumber: UInt32 { 3 }
}

extension UInt32: GGUFElement {
    /// The number of `uint32`.
    package static var typeNumber: UInt32 { 4 }
}

extension Int32: GGUFElement {
    /// The number of `int32`.
    package static var typeNumber: UInt32 { 5 }
}

extension Float: GGUFElement {
    /// The number of `float32`.
    package static var typeNumber: UInt32 { 6 }
    /// The bits, lowest byte first.
    package var fileBytes: [UInt8] { bitPattern.fileBytes }
}

extension Bool: GGUFElement {
    /// The number of `bool`.
    package static var typeNumber: UInt32 { 7 }
    /// One byte, 0 or 1.
    package var fileBytes: [UInt8] { [self ? 1 : 0] }
}

extension String: GGUFElement {
    /// The number of `string`.
    package static var typeNumber: UInt32 { 8 }
    /// The number of bytes, then the text in UTF-8.
    package var fileBytes: [UInt8] { UInt64(utf8.count).fileBytes + Array(utf8) }
}

extension UInt64: GGUFElement {
    /// The number of `uint64`.
    package static var typeNumber: UInt32 { 10 }
}

extension Int64: GGUFElement {
    /// The number of `int64`.
    package static var typeNumber: UInt32 { 11 }
}

extension Double: GGUFElement {
    /// The number of `float64`.
    package static var typeNumber: UInt32 { 12 }
    /// The bits, lowest byte first.
    package var fileBytes: [UInt8] { bitPattern.fileBytes }
}
