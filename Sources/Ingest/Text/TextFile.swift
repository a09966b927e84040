/// Text files in the encodings that people's programs write.
package enum TextFile {
    /// The text of a file in whatever encoding it is; nil when it is binary or in an encoding that is not recognised.
    ///
    /// A spreadsheet saves a table in the encoding of its country, and says nowhere which that is.
    package static func text(_ bytes: [UInt8]) -> String? {
        TextDecoder.decode(bytes)?.text
    }
}
