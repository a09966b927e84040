/// A metadata value for a GGUF file, with the width that its readers ask for.
///
/// Readers of the format insist on widths: `llama.block_count` is a `UInt32`, token types are a list of `Int32`.
/// ``MetadataValue`` is what comes out of reading and has forgotten them.
package struct GGUFValue: Sendable, Hashable {
    /// The number of the type, then the value, as the file holds them.
    let fileBytes: [UInt8]

    /// Number of the type of lists.
    private static let listNumber: UInt32 = 9

    /// A single value.
    package init<Element: GGUFElement>(_ value: Element) {
        fileBytes = Element.typeNumber.fileBytes + value.fileBytes
    }

    /// A list.
    package init<Element: GGUFElement>(list: [Element]) {
        var bytes = Self.listNumber.fileBytes + Element.typeNumber.fileBytes + UInt64(list.count).fileBytes
        for element in list { bytes += element.fileBytes }
        fileBytes = bytes
    }

    /// A value as another file holds it.
    init(fileBytes: [UInt8]) { self.fileBytes = fileBytes }
}
