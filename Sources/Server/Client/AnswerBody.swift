import NIOCore
import NIOHTTP1

/// The body of an answer, piece by piece.
struct AnswerBody {
    private var iterator: HTTPConnection.Inbound.AsyncIterator
    private let place: APIPlace
    private var isComplete = false

    init(_ iterator: HTTPConnection.Inbound.AsyncIterator, _ place: APIPlace) {
        self.iterator = iterator
        self.place = place
    }

    /// The head, which comes first.
    mutating func head() async throws -> HTTPResponseHead {
        guard case .head(let head) = try await iterator.next() else {
            throw APIError.interrupted(place.description)
        }
        return head
    }

    /// The next piece; nil at the end.
    ///
    /// - Throws: ``APIError`` when the connection ends before the body does.
    mutating func next() async throws -> ByteBuffer? {
        while !isComplete {
            switch try await iterator.next() {
            case .body(let buffer): return buffer
            case .end: isComplete = true
            case .head: continue
            case nil:
                try Task.checkCancellation()
                throw APIError.interrupted(place.description)
            }
        }
        return nil
    }

    /// The whole body.
    ///
    /// - Throws: ``APIError`` when it is longer than `limit`.
    mutating func collect(limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try await next() {
            bytes += piece.readableBytesView
            guard bytes.count <= limit else {
                throw APIError.unreadable("The server's answer is longer than \(limit) bytes; ask for less.")
            }
        }
        return bytes
    }
}
