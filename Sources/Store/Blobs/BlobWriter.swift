import Core
import Glibc

/// Content on its way into a ``BlobStore``; dropped unfinished, it leaves nothing behind.
///
/// One task uses it at a time. `@unchecked Sendable`: it may be handed from task to task, and nothing in it is
/// shared with anything else.
package final class BlobWriter: @unchecked Sendable {
    private let path: String
    private let store: BlobStore
    private let file: FileHandle
    private var stream = DigestStream()
    private var isFinished = false
    /// Bytes so far.
    package private(set) var sizeBytes = 0

    init(path: String, store: BlobStore) throws {
        self.path = path
        self.store = store
        file = try FileHandle(creating: path)
    }

    deinit {
        if !isFinished { unlink(path) }
    }

    /// Adds bytes.
    package func append(_ bytes: [UInt8]) throws {
        precondition(!isFinished, "append after finish")
        try file.write(bytes)
        stream.update(bytes)
        sizeBytes += bytes.count
    }

    /// Puts the content into the store under its digest.
    package func finish() throws -> BlobReference {
        precondition(!isFinished, "finish called twice")
        try file.synchronize()
        file.close()
        let digest = stream.finish()
        try store.adopt(path, digest: digest)
        isFinished = true
        return BlobReference(digest: digest, sizeBytes: sizeBytes)
    }
}
