import Core
import Foundation
import NIOCore
import NIOPosix

/// The bytes of a file in pieces, read as they are asked for.
struct FileChunks: AsyncSequence, Sendable {
    static let pieceSize = 1 << 18
    let path: String

    struct AsyncIterator: AsyncIteratorProtocol {
        let path: String
        private var offset: UInt64 = 0

        init(path: String) { self.path = path }

        mutating func next() async throws -> [UInt8]? {
            let path = path
            let position = offset
            let piece = try await NIOThreadPool.singleton.runIfActive { () -> [UInt8] in
                guard let handle = FileHandle(forReadingAtPath: path) else {
                    throw APIError.file(path, "read", .notFound)
                }
                defer { handle.closeFile() }
                try handle.seek(toOffset: position)
                return [UInt8](try handle.read(upToCount: FileChunks.pieceSize) ?? Data())
            }
            offset += UInt64(piece.count)
            return piece.isEmpty ? nil : piece
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(path: path) }
}
