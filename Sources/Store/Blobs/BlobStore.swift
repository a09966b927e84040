import Core
import Foundation
import Glibc

/// Immutable content, each file named by its SHA-256: `blobs/ab/abcd…`.
///
/// Content is written to staging, synchronised and renamed, so a name in the store always has its whole content.
package struct BlobStore: Sendable {
    private let folder: String
    private let staging: String

    /// The blob store of a home that is prepared.
    package init(_ home: DataHome) {
        folder = home.blobs
        staging = home.staging
    }

    /// Adds bytes; content that is there already is not written again.
    package func put(_ bytes: [UInt8]) throws -> BlobReference {
        let reference = BlobReference(digest: Digest.sha256(bytes), sizeBytes: bytes.count)
        guard !contains(reference.digest) else { return reference }
        let writer = try writer()
        try writer.append(bytes)
        return try writer.finish()
    }

    /// Adds a copy of a file.
    package func put(file path: String) throws -> BlobReference {
        let file = try FileHandle(reading: path)
        defer { file.close() }
        let writer = try writer()
        while let piece = try file.read() { try writer.append(piece) }
        return try writer.finish()
    }

    /// Begins content that arrives in pieces.
    package func writer() throws -> BlobWriter {
        try BlobWriter(path: staging + "/" + Identifier.make("blob"), store: self)
    }

    /// Whether the content is there.
    package func contains(_ digest: String) -> Bool {
        Digest.isValid(digest) && FileTree.isFile(location(digest))
    }

    /// The path of content, for readers that map or stream it.
    ///
    /// - Throws: ``StoreError`` when there is none.
    package func path(of digest: String) throws -> String {
        guard contains(digest) else {
            throw StoreError(
                .notFound, "blob_not_found",
                "The content \(digest.prefix(12)) is missing from the data home; restore a backup.")
        }
        return location(digest)
    }

    /// Reads content and checks it against its name.
    ///
    /// - Throws: ``StoreError`` when it is missing, longer than `limit` or damaged.
    package func read(_ digest: String, limit: Int = 1 << 30) throws -> [UInt8] {
        let bytes = try FileTree.read(try path(of: digest), limit: limit)
        guard Digest.sha256(bytes) == digest else {
            throw StoreError(
                .corrupt, "blob_damaged",
                "The content \(digest.prefix(12)) in the data home is damaged; restore a backup.")
        }
        return bytes
    }

    /// Removes content; nothing there is no error.
    ///
    /// The caller knows that no row refers to it.
    package func remove(_ digest: String) throws {
        guard Digest.isValid(digest) else { return }
        try FileTree.remove(location(digest))
    }

    /// Digests of all content, sorted.
    package func digests() throws -> [String] {
        try FileTree.names(in: folder).flatMap { try FileTree.names(in: folder + "/" + $0) }
            .filter(Digest.isValid)
    }

    /// Moves finished content to its name; content that is there already stays.
    func adopt(_ path: String, digest: String) throws {
        try FileTree.makeFolder(folder + "/" + digest.prefix(2))
        guard !contains(digest) else { return try FileTree.remove(path) }
        guard chmod(path, 0o400) == 0 else { throw SystemError.make(errno, "protected", path) }
        try FileTree.move(path, to: location(digest))
    }

    private func location(_ digest: String) -> String {
        folder + "/" + digest.prefix(2) + "/" + digest
    }
}
