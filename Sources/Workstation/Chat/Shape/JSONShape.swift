/// The shape of a JSON value that an answer is held to: the part of JSON Schema that rows of datasets need.
package indirect enum JSONShape: Sendable, Hashable {
    /// A string of at most so many Unicode scalars.
    case text(atMost: Int)
    /// One of some strings; none of them is empty.
    case choice([String])
    /// Words copied from a text, from the beginning of a word to the end of one, blanks as single spaces.
    ///
    /// The least and the most are UTF-8 bytes; a word that was begun is finished, and the end of the text always ends it.
    case excerpt(of: String, atLeast: Int, atMost: Int)
    /// An array of values of one shape.
    case list(of: JSONShape, atLeast: Int, atMost: Int)
    /// An object with exactly these members in this order; at least one.
    case object([Member])

    /// One member of an object.
    package struct Member: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// The shape of its value.
        package var shape: JSONShape

        /// Makes a member.
        package init(_ name: String, _ shape: JSONShape) {
            self.name = name
            self.shape = shape
        }
    }
}
