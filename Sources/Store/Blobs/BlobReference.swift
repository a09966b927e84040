/// Content in the blob store.
package struct BlobReference: Codable, Sendable, Hashable {
    /// SHA-256 of the content, in hexadecimal.
    package let digest: String
    /// Size of the content.
    package let sizeBytes: Int
}
