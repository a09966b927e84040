/// A file that has arrived and waits to be read.
package struct UploadView: Codable, Sendable, Hashable {
    /// Identifier to name in the ingest request.
    package var uploadId: String
    /// Path relative to what was dropped.
    package var path: String
    /// Bytes received.
    package var sizeBytes: Int
}
