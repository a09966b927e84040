/// An adapter bundle that waits in staging to be sent; the receiver removes it.
package struct ExportedBundle: Sendable, Hashable {
    /// The name to suggest.
    package var fileName: String
    /// Where the file is.
    package var path: String
    /// Its size in bytes.
    package var sizeBytes: Int
}
