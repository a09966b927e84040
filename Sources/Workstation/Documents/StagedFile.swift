internal import Core
internal import Foundation
internal import Store

/// Bytes that arrive piece by piece and end as a whole file in staging, or not at all.
enum StagedFile {
    /// Receives a file.
    ///
    /// - Parameters:
    ///   - chunks: The bytes.
    ///   - path: A path in staging that does not exist yet.
    ///   - limit: The most bytes.
    ///   - name: What the file is called in an error.
    /// - Returns: What arrived.
    /// - Throws: ``WorkstationError`` when it is too large or the disk is full.
    static func receive<Chunks: AsyncSequence>(
        _ chunks: Chunks, at path: String, limit: Int, name: String
    ) async throws -> (sizeBytes: Int, digest: String) where Chunks.Element == [UInt8] {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw full(name) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var stream = DigestStream()
        var sizeBytes = 0
        do {
            for try await chunk in chunks {
                sizeBytes += chunk.count
                guard sizeBytes <= limit else {
                    throw WorkstationError(
                        .tooLarge, "upload_too_large",
                        "The file \(name) is larger than \(limit) bytes; add it by its path with `diapason documents "
                            + "add`, or raise extraction.maximum_upload_bytes.")
                }
                stream.update(chunk)
                do { try file.write(contentsOf: chunk) } catch { throw full(name) }
            }
            do { try file.synchronize() } catch { throw full(name) }
        } catch {
            try? FileTree.remove(path)  // A part of a file must not stay; the first error is the one to tell.
            throw error
        }
        return (sizeBytes, stream.finish())
    }

    private static func full(_ name: String) -> WorkstationError {
        WorkstationError(
            .unavailable, "upload_not_stored",
            "The file \(name) cannot be stored; make room on the disk of the data home and try again.")
    }
}
