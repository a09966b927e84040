internal import CKernels

/// What one page of cached keys and values holds: ``positions`` tokens of every layer.
package struct CacheLayout: Sendable, Hashable {
    /// Tokens of a page.
    package static let positions = Int(CK_PAGE)

    /// Number of layers.
    package let layerCount: Int
    /// Key/value heads G.
    package let keyValueHeadCount: Int
    /// Columns of a head D.
    package let dimension: Int
    /// How numbers are stored.
    package let format: CacheFormat

    /// Names a layout.
    package init(layerCount: Int, keyValueHeadCount: Int, dimension: Int, format: CacheFormat) {
        precondition(
            layerCount > 0 && keyValueHeadCount > 0 && dimension > 0,
            "A cache needs layers, heads and columns, not \(layerCount), \(keyValueHeadCount), \(dimension).")
        self.layerCount = layerCount
        self.keyValueHeadCount = keyValueHeadCount
        self.dimension = dimension
        self.format = format
    }

    /// Bytes of a page.
    package var pageBytes: Int { layerCount * 2 * partBytes }

    /// Bytes of a page's keys, or of its values, in one layer.
    var partBytes: Int { keyValueHeadCount * headBytes }

    /// Bytes of the keys, or of the values, of one head.
    var headBytes: Int { Self.positions * dimension * format.bytes }

    /// Where the keys of a layer start in a page.
    func keysOffset(layer: Int) -> Int { layer * 2 * partBytes }

    /// Where the values of a layer start in a page.
    func valuesOffset(layer: Int) -> Int { keysOffset(layer: layer) + partBytes }

    /// Pages that hold so many tokens.
    package static func pages(for tokens: Int) -> Int { (tokens + positions - 1) / positions }
}
