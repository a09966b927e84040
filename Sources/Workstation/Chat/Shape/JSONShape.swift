/// The shape of a JSON value that an answer is held to: the part of JSON Schema that can be followed byte by byte.
package indirect enum JSONShape: Sendable, Hashable {
    /// A string of at most so many Unicode scalars.
    case text(atMost: Int)
    /// One of some strings; none of them is empty.
    case choice([String])
    /// Words copied from a text, from the beginning of a word to the end of one, blanks as single spaces.
    ///
    /// The least and the most are UTF-8 bytes; a word that was begun is finished, and the end of the text always ends it.
    case excerpt(of: String, atLeast: Int, atMost: Int)
    /// A number without an exponent: at most 15 digits, and 10 more behind a point unless it is whole.
    case number(isWhole: Bool)
    /// One of some values as JSON writes them without quotes: `true`, `null`, `12`.
    case literal([String])
    /// An array of values of one shape.
    case list(of: JSONShape, atLeast: Int, atMost: Int)
    /// An object with these members in this order; those that are not required may be left out.
    case object([Member])
    /// An object with any names and values of one shape, at most so many.
    case map(of: JSONShape, atMost: Int)
    /// A value of one of some shapes.
    case either([JSONShape])
    /// Any value, to a limited depth.
    case anything

    /// Any object.
    package static let anyObject = JSONShape.map(of: .anything, atMost: 1 << 16)

    /// One member of an object.
    package struct Member: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// The shape of its value.
        package var shape: JSONShape
        /// Whether it may not be left out.
        package var isRequired: Bool

        /// Makes a member.
        package init(_ name: String, _ shape: JSONShape, isRequired: Bool = true) {
            self.name = name
            self.shape = shape
            self.isRequired = isRequired
        }
    }
}
