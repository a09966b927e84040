/// One adapter of a mix: which, which version, how strongly.
package struct AdapterSelection: Codable, Sendable, Hashable {
    /// The adapter's name.
    package var name: String
    /// The version; nil is the promoted one.
    package var version: Int?
    /// The factor on the adapter's contribution.
    package var weight: Float

    /// Makes a selection.
    package init(name: String, version: Int? = nil, weight: Float = 1) {
        self.name = name
        self.version = version
        self.weight = weight
    }
}
